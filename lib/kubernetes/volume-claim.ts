import { Size } from 'cdk8s';

/** A volume that each pod of a workload gets for itself. */
export interface VolumeClaimProps {
  /** Its name in the pod. */
  readonly name: string;
  /** Its size. It can grow later, never shrink. */
  readonly size: Size;
  /**
   * The storage class.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
}
