/** What a statement consists of. */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'sign' | 'end';
  /** What it says, without quotes. */
  readonly text: string;
}

/** A statement that is refused before it is looked at. */
export class SyntaxError extends Error {}

const TOKEN =
  /\s+|--[^\n]*|(?<word>[A-Za-z_][A-Za-z0-9_]*)|`(?<name>[^`]+)`|'(?<single>(?:[^'\\]|\\.|'')*)'|"(?<double>(?:[^"\\]|\\.|"")*)"|(?<number>\d+(?:\.\d+)?)|(?<sign><>|!=|<=|>=|[(){}[\],.@:=*<>;-])/y;

const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function unquoted(text: string, quote: string): string {
  return text.replaceAll(quote + quote, quote).replace(/\\(.)/gs, (_, char: string) => ESCAPED[char] ?? char);
}

/** The parts of one statement. A semicolon may end it, and nothing may follow that. */
export function tokensOf(statement: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < statement.length) {
    const from = pattern.lastIndex;
    const groups = pattern.exec(statement)?.groups;
    if (!groups) throw new SyntaxError(`mismatched input near '${statement.slice(from, from + 20)}'`);
    const { word, name, single, double, number, sign } = groups;
    if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (single !== undefined) tokens.push({ kind: 'string', text: unquoted(single, "'") });
    else if (double !== undefined) tokens.push({ kind: 'string', text: unquoted(double, '"') });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  if (tokens.at(-1)?.text === ';' && tokens.at(-1)?.kind === 'sign') tokens.pop();
  return [...tokens, { kind: 'end', text: '' }];
}
