import { IConstruct } from 'constructs';

/** A warning that nobody has acknowledged. */
export interface Warning {
  /** The path of the construct that it is about. */
  readonly path: string;
  /** Stable id, as in the error catalogue. */
  readonly id: string;
  /** What is questionable, and what to do. */
  readonly message: string;
}

interface State {
  readonly warnings: Map<string, string>;
  readonly acknowledged: Map<string, string>;
}

const states = new WeakMap<IConstruct, State>();

/**
 * Warnings of a construct: what is allowed but rarely meant. Outputs print those that nobody acknowledged.
 *
 * Acknowledging covers the construct and everything below it.
 */
export class Warnings {
  /** The warnings of one construct. */
  public static of(construct: IConstruct): Warnings {
    return new Warnings(construct);
  }

  /** Every warning in the tree that nobody acknowledged, in tree order. */
  public static pending(root: IConstruct): Warning[] {
    return root.node
      .findAll()
      .flatMap((construct) =>
        [...(states.get(construct)?.warnings ?? [])]
          .filter(([id]) => !isAcknowledged(construct, id))
          .map(([id, message]) => ({ path: construct.node.path, id, message })),
      );
  }

  private constructor(private readonly construct: IConstruct) {}

  /** Record a warning. The same id again replaces its message. */
  public add(id: string, message: string): void {
    stateOf(this.construct).warnings.set(id, message);
  }

  /**
   * Silence a warning for this construct and everything below it.
   *
   * @param id the warning's id
   * @param reason why it is right here; not empty
   */
  public acknowledge(id: string, reason: string): void {
    if (reason.trim() === '') {
      throw new Error(
        `[${this.construct.node.path}] acknowledging ${id} takes a reason, given none; say why it is right here`,
      );
    }
    stateOf(this.construct).acknowledged.set(id, reason);
  }
}

function stateOf(construct: IConstruct): State {
  const state = states.get(construct) ?? { warnings: new Map(), acknowledged: new Map() };
  states.set(construct, state);
  return state;
}

function isAcknowledged(construct: IConstruct, id: string): boolean {
  return construct.node.scopes.some((scope) => states.get(scope)?.acknowledged.has(id) ?? false);
}
