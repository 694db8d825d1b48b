import { IConstruct } from 'constructs';
import { bytesOf } from '../core/internal';
import { nodesOf, PodGroup, podGroups } from '../kubernetes/internal';
import { JointFinding } from './joint-policy';
import { cheapestFirst, Fit, fitsOf, sizeText } from './placement';

/** Pods of an environment, and where each can run. */
export interface Seen {
  readonly pods: PodGroup;
  readonly fits: Fit[];
  readonly reasons: string[];
}

/** Where the pods of some trees can run. Nothing where no tree and no environment says what nodes there are. */
export function seen(trees: IConstruct[]): Seen[] {
  const { groups, daemons } = nodesOf(trees);
  if (groups.length === 0) return [];
  const known = cheapestFirst(groups);
  return trees.flatMap((tree) => podGroups(tree)).map((pods) => ({ pods, ...fitsOf(pods, known, daemons) }));
}

/** CPU and memory of pods, as a message says them. */
export const sizeOf = ({ cpu, memory }: PodGroup) => sizeText(cpu.toMillis(), bytesOf(memory));

/** Something found about pods. */
export const finding = ({ owner }: PodGroup, text: string): JointFinding => ({
  construct: owner,
  path: owner.node.path,
  text,
});
