import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { quantityOf } from '../core/internal';
import { ConfigFiles } from './config-files';
import { VolumeClaimProps } from './volume-claim';
import { volumeClaimSpec } from './volume-claim-spec';

/** Options of an emptyDir volume. */
export interface EmptyDirOptions {
  /**
   * How much it may hold.
   * @default Size.gibibytes(1)
   */
  readonly sizeLimit?: Size;
  /**
   * In memory, counted against the container's limit.
   * @default false
   */
  readonly memory?: boolean;
}

/** A volume of a pod. */
export class Volume {
  /** Where programs look for what `apiAccess` gives. */
  public static readonly API_ACCESS_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

  /** An empty folder that lives as long as the pod. */
  public static emptyDir(name: string, options: EmptyDirOptions = {}): Volume {
    const sizeLimit = k8s.Quantity.fromString(quantityOf(options.sizeLimit ?? Size.gibibytes(1)));
    return new Volume(name, { emptyDir: { sizeLimit, medium: options.memory ? 'Memory' : undefined } });
  }

  /**
   * A volume of a storage class that is made for each pod and goes with it: for scratch space that is more than nodes have. Unlike a StatefulSet's
   * claim it binds a pod that is replaced to no zone.
   *
   * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
   */
  public static ephemeralClaim(claim: VolumeClaimProps): Volume {
    const source = { ephemeral: { volumeClaimTemplate: { spec: volumeClaimSpec(claim) } } };
    return new Volume(claim.name, source, undefined, claim);
  }

  /** Configuration files. */
  public static configFiles(name: string, files: ConfigFiles): Volume {
    return new Volume(name, { configMap: { name: files.configMapName } }, files);
  }

  /** The keys of a ConfigMap that something else makes, as files. Pods do not roll when it changes. */
  public static configMap(name: string, configMapName: string): Volume {
    return new Volume(name, { configMap: { name: configMapName } });
  }

  /** Files of which some are programs: whoever may read them may run them. */
  public static programs(name: string, files: ConfigFiles): Volume {
    return new Volume(name, { configMap: { name: files.configMapName, defaultMode: 0o555 } }, files);
  }

  /**
   * The keys of a Secret, as files that only the pod's group may read.
   *
   * @param keys the only ones that there are; all, where none are named
   */
  public static secret(name: string, secretName: string, keys?: string[]): Volume {
    const items = keys?.map((key) => ({ key, path: key }));
    return new Volume(name, { secret: { secretName, defaultMode: 0o440, items } });
  }

  /**
   * What a program needs to talk to the Kubernetes API as the pod's service account: a token that the kubelet renews, the certificate of whoever
   * signed the API server's, and the namespace. A pod that has it in one container alone needs no `mountToken`, which puts it into all.
   *
   * Belongs below `Volume.API_ACCESS_PATH`, where clients look for it.
   *
   * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken
   */
  public static apiAccess(name: string): Volume {
    return new Volume(name, {
      projected: {
        defaultMode: 0o644,
        sources: [
          { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
          { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
          {
            downwardApi: {
              items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
            },
          },
        ],
      },
    });
  }

  /** The claim that a workload makes for each of its pods under this name. */
  public static claim(name: string): Volume {
    return new Volume(name);
  }

  private constructor(
    /** The volume's name in the pod. */
    public readonly name: string,
    private readonly source?: Omit<k8s.Volume, 'name'>,
    private readonly files?: ConfigFiles,
    private readonly ownClaim?: VolumeClaimProps,
  ) {}

  /**
   * Undefined for a claim: the workload brings the volume.
   *
   * @internal
   */
  public _toKube(): k8s.Volume | undefined {
    return this.source && { name: this.name, ...this.source };
  }

  /**
   * Whether another volume has the same name.
   *
   * @internal
   */
  public _conflictsWith(other: Volume): boolean {
    return this.name === other.name && JSON.stringify(this.source) !== JSON.stringify(other.source);
  }

  /**
   * What each pod claims by it alone.
   *
   * @internal
   */
  public _ownClaim(): VolumeClaimProps | undefined {
    return this.ownClaim;
  }

  /**
   * @internal
   */
  public _configFiles(): ConfigFiles | undefined {
    return this.files;
  }
}
