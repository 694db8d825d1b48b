import { DeletionPolicy, EnvironmentProps, monitoring, NodeClass, security } from 'bigdata-constructs';
import { Duration } from 'cdk8s';

/** The names of our environments. */
export type EnvironmentName = 'local' | 'prod';

const dedicated = (nodeClass: NodeClass, maxGracePeriod: Duration) => ({
  nodeSelector: { 'bigdata-constructs.io/node-class': nodeClass.id },
  taints: [{ key: 'bigdata-constructs.io/node-class', value: nodeClass.id, effect: 'NoSchedule' }],
  maxGracePeriod,
});

/** How long Prometheus keeps samples: longer than any window of an error budget. */
const RETENTION = Duration.days(35);

/** All that differs between our environments without being a property of a cluster. */
export const environments: Record<EnvironmentName, EnvironmentProps> = {
  /** Any cluster that the kubeconfig points at: one zone, no dedicated nodes, and nothing that outlives its owner. */
  local: {
    name: 'local',
    zones: ['local'],
    deletionPolicy: DeletionPolicy.DELETE,
    extensions: [new monitoring.MonitoringProfile({ retention: RETENTION })],
  },
  prod: {
    name: 'prod',
    zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    storageClasses: { data: 'gp3', quorum: 'gp3' },
    nodeClasses: {
      [NodeClass.STATEFUL.id]: dedicated(NodeClass.STATEFUL, Duration.hours(1)),
      [NodeClass.QUORUM.id]: dedicated(NodeClass.QUORUM, Duration.minutes(10)),
    },
    extensions: [
      new security.NetworkProfile({ apiServerCidrs: ['10.0.0.0/16'] }),
      new monitoring.MonitoringProfile({ retention: RETENTION, alertLabels: { team: 'data-platform' } }),
    ],
  },
};
