import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { downAlert, of } from '../../monitoring/internal';
import { HISTORY_SERVER, NODE_MANAGER, PLATFORM, QUEUES, RESOURCE_MANAGER } from '../metrics';
import { PORTS } from '../ports';

/** What the alerts depend on. */
export interface YarnAlertsInput {
  readonly resourceManagers: number;
  /** A pattern for the StatefulSets of NodeManagers. */
  readonly nodeManagerSets: string;
}

/** What goes wrong with YARN. */
export function yarnAlerts(input: YarnAlertsInput): AlertProps[] {
  return [...resourceManagerAlerts(input.resourceManagers), ...nodeAlerts(input.nodeManagerSets), ...demandAlerts()];
}

function resourceManagerAlerts(members: number): AlertProps[] {
  return [
    {
      name: 'HadoopNoActiveResourceManager',
      severity: Severity.PAGE,
      // No metric says who is active. The server for clients runs there alone.
      value: of(
        `count($1{port="${PORTS.resourceClient.port}"}) or 0 * count($2)`,
        RESOURCE_MANAGER.callQueue,
        RESOURCE_MANAGER.up,
      ),
      comparison: Comparison.NOT,
      threshold: 1,
      // One that has just handed over was scraped before that.
      holdFor: Duration.minutes(3),
      summary: '{{ $value }} ResourceManagers are active instead of one',
      description: 'Without one no application starts, and those that run get no more containers.',
    },
    downAlert({
      name: 'HadoopResourceManagerDown',
      severity: members > 1 ? Severity.TICKET : Severity.PAGE,
      up: RESOURCE_MANAGER.up,
      description: `The ResourceManager does not answer. There ${members > 1 ? `should be ${members}: without a standby nobody takes over` : 'is no other'}.`,
    }),
    downAlert({
      name: 'HadoopHistoryServerDown',
      severity: Severity.TICKET,
      up: HISTORY_SERVER.up,
      holdFor: Duration.minutes(15),
      description:
        'Nobody can look at jobs that have ended, and clients that wait for the end of one may be told that it is unknown.',
    }),
  ];
}

function nodeAlerts(sets: string): AlertProps[] {
  return [
    {
      name: 'HadoopNodeManagersLost',
      severity: Severity.TICKET,
      // What the ResourceManager counts as lost stays so for ever where the pod never comes back, as after a smaller number was wanted.
      value: of(
        `sum($1{statefulset=~"${sets}"}) - max($2 + $3 + $4)`,
        PLATFORM.wanted,
        RESOURCE_MANAGER.activeNodes,
        RESOURCE_MANAGER.leavingNodes,
        RESOURCE_MANAGER.unhealthyNodes,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      // Spare capacity that was taken away needs time to come back.
      holdFor: Duration.minutes(30),
      summary: '{{ $value }} NodeManagers that should run do not report',
      description:
        'They have no node, do not start, or do not reach the ResourceManager. Applications have that much less.',
    },
    {
      name: 'HadoopNodeManagersUnhealthy',
      severity: Severity.TICKET,
      value: of('max($1)', RESOURCE_MANAGER.unhealthyNodes),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(10),
      summary: '{{ $value }} NodeManagers say that they are ill',
      description: 'They get no containers. Mostly their disk is more than nine tenths full.',
    },
    {
      name: 'HadoopNodeManagerBadDirectories',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1 + $2)', NODE_MANAGER.badLocalDirectories, NODE_MANAGER.badLogDirectories),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(10),
      summary: '{{ $labels.pod }} has {{ $value }} directories that it cannot use',
      description: 'A disk is full or broken. Without a good directory the NodeManager gets no containers.',
    },
    {
      name: 'HadoopContainersFail',
      severity: Severity.TICKET,
      value: of(
        'sum by (pod) (increase($1[30m])) / (sum by (pod) (increase($2[30m])) > 20)',
        NODE_MANAGER.failed,
        NODE_MANAGER.launched,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0.5,
      holdFor: Duration.minutes(15),
      summary: '{{ $value | humanizePercentage }} of the containers of {{ $labels.pod }} fail',
      description: 'On one NodeManager alone it is the node; on all of them it is an application.',
    },
  ];
}

function demandAlerts(): AlertProps[] {
  return [
    {
      name: 'HadoopMemoryExhausted',
      severity: Severity.TICKET,
      value: of(
        'max($1{queue="root"}) and sum($2) / (sum($2) + sum($3)) < 0.1',
        QUEUES.pendingMemory,
        NODE_MANAGER.availableMemory,
        NODE_MANAGER.allocatedMemory,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(15),
      summary: 'applications wait for {{ $value | humanize }} MB, and less than a tenth of the memory is free',
      description: 'There are as many NodeManagers as there may be, or no nodes for more of them.',
    },
    {
      name: 'HadoopApplicationsPending',
      severity: Severity.TICKET,
      value: of('max($1{queue="root"})', QUEUES.applicationsPending),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(30),
      summary: '{{ $value }} applications wait to be started',
      description: 'Their queue has no room for another ApplicationMaster, or no NodeManager has.',
    },
  ];
}
