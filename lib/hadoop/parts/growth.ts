import { Construct } from 'constructs';
import { GrowingClaim, StorageGrowth } from '../../workloads';
import { partOf, USER } from '../components';
import { HadoopContext } from './context';

/** Volumes of a set that grow, where any do. */
export function growVolumes(
  scope: Construct,
  context: HadoopContext,
  set: { name: string; replicas: number },
  claims: (Omit<GrowingClaim, 'grownTo'> & Partial<GrowingClaim>)[],
): void {
  const growing = claims.flatMap(({ grownTo, ...claim }) => (grownTo ? [{ ...claim, grownTo }] : []));
  if (growing.length === 0) return;
  new StorageGrowth(scope, 'Growth', {
    name: `${set.name}-growth`,
    partOf: partOf(context.name, 'growth'),
    workload: set.name,
    members: set.replicas,
    claims: growing,
    image: context.version.image,
    user: USER,
    architectures: [context.version._architecture],
  });
}
