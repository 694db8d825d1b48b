import { IConstruct } from 'constructs';
import { PolicyFinding } from './policy';

/** A check over all trees of one environment together: what no stack can know of another. */
export interface IJointPolicy {
  /** Stable, so that it can be searched for. */
  readonly code: string;
  /** What must hold, for the error catalogue. */
  readonly requirement: string;
  /** What the user should do about it. */
  readonly remedy: string;
  /** Whether a finding is a warning only, which can be acknowledged. */
  readonly isWarning: boolean;
  /**
   * What is wrong.
   *
   * @param trees the roots: charts, Apps, stacks
   */
  findings(trees: IConstruct[]): JointFinding[];
}

/** One thing that a joint policy found. */
export interface JointFinding extends PolicyFinding {
  /** The construct that it is about. */
  readonly construct: IConstruct;
}
