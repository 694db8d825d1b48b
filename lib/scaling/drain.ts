import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { IIdentity, PartOf } from '../core';
import { objectLabels } from '../core/internal';
import { ConfigFiles, EnvValue, Volume, VolumeMount } from '../kubernetes';
import { namespaceOf } from '../kubernetes/internal';
import { ApiGrant, Peer, PodConnections } from '../security';
import { drainScript } from './drain-script';

const FOLDER = '/etc/drain';
const PROGRAM = 'drain.sh';

/** Props of `Drain`. */
export interface DrainProps {
  /** The name of its objects, to which `-drain` is added. */
  readonly name: string;
  /** The name of the StatefulSet. */
  readonly workload: string;
  /** Who the pods are: they get the right to read how many of them there should be, and nothing else. */
  readonly identity: IIdentity;
  /** Whom the pods talk to: the API server is added. */
  readonly connections: PodConnections;
  /** Which part of which cluster the pods are. */
  readonly partOf: PartOf;
  /**
   * The engine's program, with a first line that says what runs it: `#!/bin/sh`. It hands over what the member has, or waits until others have, and
   * ends with 0 when the member may go. Where it ends with anything else it is run again; where the member need not leave any more it is killed.
   */
  readonly leave: string;
  /**
   * The pause before a program that failed is run again, whole seconds.
   * @default Duration.seconds(15)
   */
  readonly retry?: Duration;
  /**
   * How long an API server that does not answer is waited for before a member takes its end for a restart, whole seconds.
   * @default Duration.minutes(2)
   */
  readonly patience?: Duration;
  /**
   * How long handing over may take, whole seconds: less than the pod's grace period by what the member needs to end in order.
   * @default - as long as the pod's grace period
   */
  readonly atMost?: Duration;
}

/**
 * What a member of a StatefulSet does before it ends: it hands over where it leaves for good, and nothing else.
 *
 * It asks the API server for what the set should have. Its own ordinal at or above that: it leaves, and the engine's program runs. Below: it only
 * restarts, or moves to another node. The set gone, being deleted or scaled to zero: the whole goes, and there is nobody to hand over to. It goes on asking while
 * it hands over, so that a member which is wanted again, or whose cluster is removed meanwhile, ends at once and comes back.
 *
 * Give the container `preStop`, `mounts` and `env`, and the pod the identity and a grace period that handing over fits into. The image needs `sh`,
 * `curl`, `sed`, `sleep` and `date`.
 *
 * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
 */
export class Drain extends Construct {
  /** The command of the container's `preStop`. */
  public readonly preStop = ['/bin/sh', `${FOLDER}/${PROGRAM}`];
  /** The program, and the token that it asks the API server with: in that container alone. */
  public readonly mounts: VolumeMount[];
  /** What the program reads. */
  public readonly env: Record<string, EnvValue> = { POD_NAME: EnvValue.field('metadata.name') };

  public constructor(scope: Construct, id: string, props: DrainProps) {
    super(scope, id);
    const { workload, identity, connections } = props;
    const name = `${props.name}-drain`;
    const labels = objectLabels(props.partOf);
    const programs = new ConfigFiles(this, 'Programs', {
      name,
      labels,
      files: {
        [PROGRAM]: drainScript({
          namespaceName: namespaceOf(this),
          workload,
          retry: props.retry ?? Duration.seconds(15),
          patience: props.patience ?? Duration.minutes(2),
          atMost: props.atMost,
        }),
        leave: props.leave,
      },
    });
    new ApiGrant(this, 'Grant', {
      name,
      labels,
      identity,
      permissions: [{ apiGroup: 'apps', resources: ['statefulsets', 'statefulsets/scale'], names: [workload] }],
    });
    connections.allowTo(Peer.apiServer());
    this.mounts = [
      { volume: Volume.programs('drain', programs), path: FOLDER, readOnly: true },
      { volume: Volume.apiAccess('drain-api'), path: Volume.API_ACCESS_PATH, readOnly: true },
    ];
  }
}
