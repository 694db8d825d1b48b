import { IConstruct } from 'constructs';

/** One thing that is wrong: a stable code and a sentence with what was given, what is allowed and what to do. */
export interface Problem {
  readonly code: string;
  readonly text: string;
}

/** All that is wrong with one construct. */
export class ConstructError extends Error {
  public readonly problems: readonly Problem[];

  public constructor(scope: IConstruct, problems: readonly Problem[]) {
    const path = scope.node.path || '(root)';
    super(problems.map(({ code, text }) => `[${path}] ${code}: ${text}`).join('\n'));
    this.name = 'ConstructError';
    this.problems = problems;
  }
}
