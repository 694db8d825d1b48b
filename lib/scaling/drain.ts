import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { IIdentity, PartOf } from '../core';
import { checkRules, objectLabels } from '../core/internal';
import { ConfigFiles, EnvValue, Volume, VolumeMount } from '../kubernetes';
import { namespaceOf } from '../kubernetes/internal';
import { ApiGrant, Peer, PodConnections } from '../security';
import { drainRules } from './drain-rules';
import { drainScript } from './drain-script';

const FOLDER = '/etc/drain';
const PROGRAM = 'drain.sh';

/** When a pod hands over before it ends. */
export enum DrainWhen {
  /** Where it leaves for good: a member of a StatefulSet that is to have fewer. What merely restarts keeps what it has. */
  LEAVING = 'leaving',
  /** Whenever it ends, but with the whole: for pods that take with them what they are doing, as a worker of a query. */
  ALWAYS = 'always',
}

/** What kind of workload pods are of. */
export enum DrainedWorkload {
  /** A StatefulSet. */
  STATEFUL_SET = 'statefulsets',
  /** A Deployment, whose pods have no numbers: each that ends leaves. */
  DEPLOYMENT = 'deployments',
}

/** Props of `Drain`. */
export interface DrainProps {
  /** The name of its objects, to which `-drain` is added. */
  readonly name: string;
  /** The name of the StatefulSet or Deployment. */
  readonly workload: string;
  /**
   * What it is.
   * @default DrainedWorkload.STATEFUL_SET
   */
  readonly kind?: DrainedWorkload;
  /**
   * When a pod hands over.
   * @default - DrainWhen.LEAVING for a StatefulSet, DrainWhen.ALWAYS for a Deployment
   */
  readonly when?: DrainWhen;
  /** Who the pods are: they get the right to read how many of them there should be, and nothing else. */
  readonly identity: IIdentity;
  /** Whom the pods talk to: the API server is added. */
  readonly connections: PodConnections;
  /** Which part of which cluster the pods are. */
  readonly partOf: PartOf;
  /**
   * The engine's program, with a first line that says what runs it: `#!/bin/sh`. It hands over what the pod has, or waits until others have, and
   * ends with 0 when the pod may go. Where it ends with anything else it is run again; where the pod need not hand over any more it is killed.
   */
  readonly leave: string;
  /**
   * The same for where the whole is scaled to zero, and something else takes its place: a second set of a cluster, whose queries end first. The deleted
   * whole has nothing of what it would need any more.
   * @default - a pod that goes with the whole ends at once
   */
  readonly stop?: string;
  /**
   * The pause before a program that failed is run again, whole seconds.
   * @default Duration.seconds(15)
   */
  readonly retry?: Duration;
  /**
   * How long an API server that does not answer is waited for before a member takes its end for a restart, whole seconds. A pod that always
   * hands over does so at once.
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
 * What a pod does before it ends: it hands over what it has, where it leaves for good or always, and nothing else.
 *
 * It asks the API server for what its workload should have. The workload gone, being deleted or scaled to zero: the whole goes, and there is nobody to
 * hand over to. Otherwise a member of a StatefulSet leaves where its ordinal is at or above that number, and the engine's program runs. Below, it only
 * restarts, or moves to another node, and hands over only if it always does. It goes on asking while it hands over, so that a member which is wanted again,
 * or whose cluster is removed meanwhile, ends at once and comes back.
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
    const { workload, identity, connections, kind: resource = DrainedWorkload.STATEFUL_SET } = props;
    const numbered = resource === DrainedWorkload.STATEFUL_SET;
    const when = props.when ?? (numbered ? DrainWhen.LEAVING : DrainWhen.ALWAYS);
    checkRules(this, drainRules, { numbered, when });
    const name = `${props.name}-drain`;
    const labels = objectLabels(props.partOf);
    const programs = new ConfigFiles(this, 'Programs', {
      name,
      labels,
      files: {
        [PROGRAM]: drainScript({
          namespaceName: namespaceOf(this),
          workload,
          resource,
          always: when === DrainWhen.ALWAYS,
          retry: props.retry ?? Duration.seconds(15),
          patience: props.patience ?? Duration.minutes(2),
          atMost: props.atMost,
          stops: props.stop !== undefined,
        }),
        leave: props.leave,
        ...(props.stop !== undefined && { stop: props.stop }),
      },
    });
    new ApiGrant(this, 'Grant', {
      name,
      labels,
      identity,
      permissions: [{ apiGroup: 'apps', resources: [resource, `${resource}/scale`], names: [workload] }],
    });
    connections.allowTo(Peer.apiServer());
    this.mounts = [
      { volume: Volume.programs('drain', programs), path: FOLDER, readOnly: true },
      { volume: Volume.apiAccess('drain-api'), path: Volume.API_ACCESS_PATH, readOnly: true },
    ];
  }
}
