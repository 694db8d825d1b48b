import { IConstruct } from 'constructs';

/** One thing that a policy found. */
export interface PolicyFinding {
  /** The path of the construct that it is about. */
  readonly path: string;
  /** What is wrong: what was given and what is allowed. */
  readonly text: string;
}

/** A check over a whole tree: what no single construct can know when it is made. */
export interface IPolicy {
  /** Stable, so that it can be searched for. */
  readonly code: string;
  /** What must hold, for the error catalogue. */
  readonly requirement: string;
  /** What the user should do about it. */
  readonly remedy: string;
  /**
   * What is wrong.
   *
   * @param root the tree's root
   */
  findings(root: IConstruct): PolicyFinding[];
}
