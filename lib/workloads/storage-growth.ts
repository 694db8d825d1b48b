import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, NodeClass, PartOf } from '../core';
import { bytesOf, checkRules, objectLabels, quantityOf, selectorLabels } from '../core/internal';
import { ConfigFiles, CronJob, Volume } from '../kubernetes';
import { namespaceOf } from '../kubernetes/internal';
import { ApiGrant, Peer, PodConnections, ServiceIdentity } from '../security';
import { growthScript } from './growth-script';
import { storageGrowthRules } from './workloads-rules';

const FOLDER = '/etc/growth';

/** A volume claim of a StatefulSet that grows. */
export interface GrowingClaim {
  /** Its name in the StatefulSet. */
  readonly name: string;
  /** The size that the StatefulSet gives it. It cannot change there: the API server refuses it. */
  readonly size: Size;
  /** The size that it is to have. */
  readonly grownTo: Size;
}

/** Props of `StorageGrowth`. */
export interface StorageGrowthProps {
  /** The name of its objects. */
  readonly name: string;
  /** Which part of which cluster the job is: not the one whose volumes grow. */
  readonly partOf: PartOf;
  /** The name of the StatefulSet. */
  readonly workload: string;
  /** How many pods the StatefulSet has at most. */
  readonly members: number;
  /** Its claims that grow. */
  readonly claims: GrowingClaim[];
  /** An image with `sh`, `curl`, `sed` and `date`: the engine's own, for one. */
  readonly image: string;
  /**
   * Whether the environment's mirror is put before it.
   * @default true
   */
  readonly mirrored?: boolean;
  /** The numeric user that it runs as. */
  readonly user: number;
  /**
   * The processor architectures that the image exists for: `amd64`, `arm64`.
   * @default - any
   */
  readonly architectures?: string[];
}

/**
 * Volumes of a StatefulSet grow. The set itself cannot say so, since what it makes claims from never changes; so every ten minutes a job asks for more for each
 * of its claims that has less, those of pods that came later among them. It never asks for less.
 *
 * The storage class must allow it (`allowVolumeExpansion`). Drivers such as that of EBS grow a volume under its running pod.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims
 */
export class StorageGrowth extends Construct {
  public constructor(scope: Construct, id: string, props: StorageGrowthProps) {
    super(scope, id);
    const { name, partOf, workload, members, claims } = props;
    checkRules(this, storageGrowthRules, {
      members,
      claims: claims.map((claim) => ({
        name: claim.name,
        size: bytesOf(claim.size),
        grownTo: bytesOf(claim.grownTo),
        text: `${quantityOf(claim.grownTo)} where they begin with ${quantityOf(claim.size)}`,
      })),
    });
    const labels = objectLabels(partOf);
    const wanted = claims.flatMap((claim) =>
      Array.from({ length: members }, (_, ordinal) => ({
        claim: `${claim.name}-${workload}-${ordinal}`,
        size: quantityOf(claim.grownTo),
      })),
    );
    const identity = new ServiceIdentity(this, 'Identity', { name, labels });
    const connections = new PodConnections(this, 'Connections', {
      name,
      podLabels: selectorLabels(partOf),
      ports: [],
      labels,
    });
    connections.allowTo(Peer.apiServer());
    new ApiGrant(this, 'Grant', {
      name,
      labels,
      identity,
      permissions: [
        { resources: ['persistentvolumeclaims'], names: wanted.map(({ claim }) => claim), verbs: ['get', 'patch'] },
      ],
    });
    const files = new ConfigFiles(this, 'Files', {
      name,
      labels,
      files: {
        'grow.sh': growthScript({ namespaceName: namespaceOf(this), list: `${FOLDER}/claims` }),
        claims: wanted.map(({ claim, size }) => `${claim} ${size}\n`).join(''),
      },
    });
    new CronJob(this, 'Job', {
      name,
      schedule: '*/10 * * * *',
      partOf,
      user: props.user,
      architectures: props.architectures,
      nodeClass: NodeClass.SYSTEM,
      identity,
      // The next run tries again anyway.
      retries: 0,
      deadline: Duration.minutes(9),
      containers: [
        {
          name: 'growth',
          image: props.image,
          mirrored: props.mirrored,
          command: ['/bin/sh', `${FOLDER}/grow.sh`],
          resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(64) },
          mounts: [
            { volume: Volume.configFiles('programs', files), path: FOLDER, readOnly: true },
            { volume: Volume.apiAccess('api'), path: Volume.API_ACCESS_PATH, readOnly: true },
          ],
        },
      ],
    });
  }
}
