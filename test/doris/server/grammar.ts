import { SyntaxError, Token, tokensOf } from './lexer';

/** What a rule found in a statement, by the name of its place: each text in the order in which it stands there. */
export class Captures {
  public constructor(private readonly found: readonly (readonly [string, string])[]) {}

  /** The one text of a place. */
  public one(place: string): string {
    const [text] = this.all(place);
    if (text === undefined) throw new Error(`the rule has no ${place}`);
    return text;
  }

  public maybe(place: string): string | undefined {
    return this.all(place).at(0);
  }

  public all(place: string): string[] {
    return this.found.filter(([name]) => name === place).map(([, text]) => text);
  }

  public has(place: string): boolean {
    return this.all(place).length > 0;
  }

  /** Keys with their values, where a rule has `<properties>`. */
  public properties(): Record<string, string> {
    const [keys, values] = [this.all('key'), this.all('value')];
    return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
  }
}

type Found = readonly (readonly [string, string])[];
type Next = (position: number, found: Found) => Found | undefined;
/** Matches from a position, and asks what follows whether it goes on from there: so every way is tried. */
type Matcher = (tokens: readonly Token[], position: number, found: Found, next: Next) => Found | undefined;

const sequence = (parts: readonly Matcher[]): Matcher =>
  parts.reduceRight<Matcher>(
    (rest, part) => (tokens, position, found, next) =>
      part(tokens, position, found, (after, more) => rest(tokens, after, more, next)),
    (_tokens, position, found, next) => next(position, found),
  );

const choice =
  (ways: readonly Matcher[]): Matcher =>
  (tokens, position, found, next) => {
    for (const way of ways) {
      const all = way(tokens, position, found, next);
      if (all) return all;
    }
    return undefined;
  };

const maybe = (part: Matcher): Matcher => choice([part, (_tokens, position, found, next) => next(position, found)]);

const sign =
  (text: string): Matcher =>
  (tokens, position, found, next) => {
    const token = tokens[position];
    return token.kind === 'sign' && token.text === text ? next(position + 1, found) : undefined;
  };

/** A keyword, captured under its own name. */
const keyword =
  (text: string): Matcher =>
  (tokens, position, found, next) => {
    const token = tokens[position];
    return token.kind === 'word' && token.text.toUpperCase() === text
      ? next(position + 1, [...found, [text, text]])
      : undefined;
  };

const separated = (part: Matcher): Matcher => {
  const rest: Matcher = (tokens, position, found, next) =>
    maybe(sequence([sign(','), part, rest]))(tokens, position, found, next);
  return sequence([part, rest]);
};

/** Reads one rule. */
class RuleReader {
  private position = 0;
  private readonly parts: string[];

  public constructor(
    rule: string,
    private readonly kinds: Record<string, (place: string) => Matcher>,
  ) {
    this.parts = rule.match(/<[^<>\s]+>|\[, \.\.\.\]|[A-Za-z_]\w*|\S/g) ?? [];
  }

  public read(...until: string[]): Matcher {
    const ways: Matcher[][] = [[]];
    while (this.position < this.parts.length && !until.includes(this.parts[this.position])) {
      const part = this.parts[this.position++];
      const way = ways[ways.length - 1];
      if (part === '|') ways.push([]);
      else if (part === '[, ...]') way.push(separated(way.pop()!));
      else way.push(this.part(part));
    }
    return ways.length === 1 ? sequence(ways[0]) : choice(ways.map(sequence));
  }

  private part(part: string): Matcher {
    if (part === '[' || part === '{') {
      const close = part === '[' ? ']' : '}';
      const inner = this.read(close);
      if (this.parts[this.position++] !== close) throw new Error(`${part} without ${close}`);
      return part === '[' ? maybe(inner) : inner;
    }
    const [, place, kind] = /^<(?:(\w+):)?(\w+)>$/.exec(part) ?? [];
    if (kind) {
      if (!(kind in this.kinds)) throw new Error(`nothing is known of ${part}`);
      return this.kinds[kind](place ?? kind);
    }
    return /^\w/.test(part) ? keyword(part) : sign(part);
  }
}

const terminal =
  (accepts: (token: Token) => boolean) =>
  (place: string): Matcher =>
  (tokens, position, found, next) =>
    accepts(tokens[position]) ? next(position + 1, [...found, [place, tokens[position].text]]) : undefined;

const of = (...kinds: Token['kind'][]) => terminal(({ kind }) => kinds.includes(kind));

/**
 * Rules in the notation that Doris' documentation has: words are keywords, `[ ]` is optional, `{ | }` a choice, `[, ...]` more of what is before it,
 * after commas, and `<place:kind>` something that is captured under the name of its place, or of its kind.
 */
export class Grammar {
  private readonly kinds: Record<string, (place: string) => Matcher> = {
    string: of('string'),
    number: of('number'),
    name: of('word', 'name'),
    text: of('word', 'name', 'string'),
    star: terminal(({ kind, text }) => kind === 'sign' && text === '*'),
    comparison: terminal(({ kind, text }) => kind === 'sign' && ['=', '<>', '!=', '<', '>', '<=', '>='].includes(text)),
    like: terminal(({ kind, text }) => kind === 'word' && text.toUpperCase() === 'LIKE'),
  };
  private readonly statements: { readonly name: string; readonly matcher: Matcher }[] = [];

  /** A rule for parts that several statements have. What it captures goes by its own places. */
  public part(name: string, rule: string): this {
    const matcher = this.read(rule);
    this.kinds[name] = () => matcher;
    return this;
  }

  public statement(name: string, ...rules: string[]): this {
    for (const rule of rules) this.statements.push({ name, matcher: this.read(rule) });
    return this;
  }

  /** What a statement is, and what it says. Whatever no rule allows is refused. */
  public parse(statement: string): { name: string; captures: Captures } {
    const tokens = tokensOf(statement);
    for (const { name, matcher } of this.statements) {
      const found = matcher(tokens, 0, [], (position, all) => (tokens[position].kind === 'end' ? all : undefined));
      if (found) return { name, captures: new Captures(found) };
    }
    throw new SyntaxError(`mismatched input: '${statement.slice(0, 120)}'`);
  }

  private read(rule: string): Matcher {
    return new RuleReader(rule, this.kinds).read();
  }
}
