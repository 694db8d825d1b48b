import { k8s } from 'cdk8s-plus-34';
import { quantityOf } from '../core/internal';
import { VolumeClaimProps } from './volume-claim';

/** The claim as Kubernetes reads it. */
export function volumeClaimSpec(props: VolumeClaimProps): k8s.PersistentVolumeClaimSpec {
  return {
    accessModes: ['ReadWriteOnce'],
    storageClassName: props.storageClass,
    resources: { requests: { storage: k8s.Quantity.fromString(quantityOf(props.size)) } },
  };
}
