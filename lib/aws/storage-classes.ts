import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment } from '../core';

/** Props of `EbsStorageClasses`. */
export interface EbsStorageClassesProps {
  /**
   * Tags of the volumes, which the provider's default tags do not reach.
   * @default - none
   */
  readonly tags?: Record<string, string>;
}

/**
 * Storage classes of EBS: `gp3`, the cluster's default, and `gp3-fast` for what every write waits for. Encrypted, growable, made where their
 * first pod runs, and kept where the environment retains data.
 *
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
 */
export class EbsStorageClasses extends Construct {
  public constructor(scope: Construct, id: string, props: EbsStorageClassesProps = {}) {
    super(scope, id);
    const tags = Object.fromEntries(
      Object.entries(props.tags ?? {}).map(([key, value], index) => [
        `tagSpecification_${index + 1}`,
        `${key}=${value}`,
      ]),
    );
    const reclaimPolicy = Environment.of(this).deletionPolicy === DeletionPolicy.RETAIN ? 'Retain' : 'Delete';
    const storageClass = (name: string, parameters: Record<string, string>, byDefault: boolean) =>
      new k8s.KubeStorageClass(this, name, {
        metadata: {
          name,
          annotations: byDefault ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : undefined,
        },
        provisioner: 'ebs.csi.aws.com',
        parameters: { type: 'gp3', encrypted: 'true', 'csi.storage.k8s.io/fstype': 'xfs', ...parameters, ...tags },
        reclaimPolicy,
        allowVolumeExpansion: true,
        volumeBindingMode: 'WaitForFirstConsumer',
      });
    storageClass('gp3', {}, true);
    // https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html#gp3-ebs-volume-type: twice what comes with it.
    storageClass('gp3-fast', { iops: '6000', throughput: '250' }, false);
  }
}
