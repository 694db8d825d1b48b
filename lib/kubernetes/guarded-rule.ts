/** What a guard holds the new object against the old one by, in CEL. */
export interface GuardedRule {
  /** What is guarded, in a word. The acknowledging annotation ends in it. */
  readonly what: string;
  /** Whether a change may happen without an acknowledgement. */
  readonly allowed: string;
  /** What the acknowledging annotation must hold: something of the new object, so that one left behind allows no second change. */
  readonly value: string;
  /** What else must hold of an acknowledgement. Default: nothing. */
  readonly fresh?: string;
  /** What is said to who was refused, as a text of CEL. */
  readonly message: string;
  /** Parts of the others, by name. Default: none. */
  readonly variables?: Record<string, string>;
}
