import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';

/** Props of `EbsStorageClasses`. */
export interface EbsStorageClassesProps {
  /**
   * Whether volumes outlive their claims, those of `gp3-scratch` aside. A storage class can never be changed, so this is no matter of what the environment says of data
   * today: volumes that are kept must be removed by hand, one day.
   * @default true
   */
  readonly keepVolumes?: boolean;
}

/**
 * Storage classes of EBS: `gp3`, the cluster's default, `gp3-fast` for what every write waits for, and `gp3-scratch` for volumes that go with their pod and hold no data. Encrypted, growable, and made where their
 * first pod runs. Tags of volumes come by the driver, whose settings can be changed.
 *
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
 */
export class EbsStorageClasses extends Construct {
  public constructor(scope: Construct, id: string, props: EbsStorageClassesProps = {}) {
    super(scope, id);
    const kept = (props.keepVolumes ?? true) ? 'Retain' : 'Delete';
    const storageClass = (name: string, parameters: Record<string, string>, byDefault: boolean, reclaimPolicy = kept) =>
      new k8s.KubeStorageClass(this, name, {
        metadata: {
          name,
          annotations: byDefault ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : undefined,
        },
        provisioner: 'ebs.csi.aws.com',
        parameters: { type: 'gp3', encrypted: 'true', 'csi.storage.k8s.io/fstype': 'xfs', ...parameters },
        reclaimPolicy,
        allowVolumeExpansion: true,
        volumeBindingMode: 'WaitForFirstConsumer',
      });
    storageClass('gp3', {}, true);
    // https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html#gp3-ebs-volume-type: twice what comes with it.
    storageClass('gp3-fast', { iops: '6000', throughput: '250' }, false);
    storageClass('gp3-scratch', {}, false, 'Delete');
  }
}
