import { Warnings } from 'bigdata-constructs';
import { IConstruct } from 'constructs';
import { brokenRules, Rule } from '../../lib/core/internal';

/** What a suite of rules tries out for one code. `Changes` is what differs from something that is right. */
export interface RuleCase<Changes> {
  /** What is refused. */
  readonly refused: Changes;
  /** What the message shows of it, after "given". */
  readonly given: string;
  /** The nearest that is right. */
  readonly passes: Changes;
}

/** Codes and texts of what is wrong: `AWS001: accountId must ...`. */
type Reported<Changes> = (changes: Changes) => string[];

interface Suite<Changes> {
  /** The tables: each of their codes has a case. */
  readonly rules: readonly Pick<Rule<never>, 'code'>[];
  readonly reported: Reported<Changes>;
  /** By code; several, where one rule has several ways to be broken. */
  readonly cases: Record<string, RuleCase<Changes> | RuleCase<Changes>[]>;
}

/** Tries each rule of a table from both sides: what it refuses, with the value in its message, and the nearest that it lets pass. */
export function rulesSuite<Changes>(title: string, { rules, reported, cases }: Suite<Changes>): void {
  const rows = Object.entries(cases).flatMap(([code, tried]) =>
    [tried].flat().map((each): [string, string, RuleCase<Changes>] => [code, each.given, each]),
  );

  describe(title, () => {
    test('has a case for each rule, and none for others', () => {
      expect(Object.keys(cases).sort()).toEqual([...new Set(rules.map(({ code }) => code))].sort());
    });

    test.each(rows)('%s refuses %s, and lets its neighbour pass', (code, given, { refused, passes }) => {
      const of = (changes: Changes) => reported(changes).filter((text) => text.startsWith(`${code}: `));
      expect(of(refused)).toContainEqual(expect.stringContaining(`, given ${given}`));
      expect(of(passes)).toEqual([]);
    });
  });
}

/** Tries a table out on what differs from an input that is right. */
export function tableSuite<Input extends object>(
  title: string,
  rules: ReadonlyArray<Rule<Input>>,
  right: NoInfer<Input>,
  cases: Record<string, RuleCase<Partial<NoInfer<Input>>> | RuleCase<Partial<NoInfer<Input>>>[]>,
): void {
  const reported = reportedByTable(rules, (changes: Partial<Input>) => ({ ...right, ...changes }));
  test(`${title} find nothing wrong with what the cases differ from`, () => expect(reported({})).toEqual([]));
  rulesSuite(title, { rules, reported, cases });
}

/** What a table says of an input that is made from the changes. */
export function reportedByTable<Changes, Input>(
  rules: ReadonlyArray<Rule<Input>>,
  inputWith: (changes: Changes) => Input,
): Reported<Changes> {
  return (changes) => brokenRules(rules, inputWith(changes)).map(({ code, text }) => `${code}: ${text}`);
}

/** What a construct says, by its error or by warnings, when it is made with the changes; any node of its tree is returned. */
export function reportedByConstruct<Changes>(make: (changes: Changes) => IConstruct): Reported<Changes> {
  return (changes) => {
    try {
      return Warnings.pending(make(changes).node.root).map(({ id, message }) => `${id}: ${message}`);
    } catch (error) {
      return (error as Error).message.split('\n').map((line) => line.replace(/^\[[^\]]*\] /, ''));
    }
  };
}
