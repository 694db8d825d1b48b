/** What a statement is answered with: rows, or that it was done. */
export interface Answer {
  readonly columns?: readonly string[];
  readonly rows?: readonly (readonly (string | null)[])[];
}

export const DONE: Answer = {};

/** A statement that is understood, and refused. */
export class Refusal extends Error {
  public constructor(
    message: string,
    /** The number that MySQL's protocol has for it. */
    public readonly code = 1105,
  ) {
    super(message);
  }
}

/** The answer that has a column for each key. Without rows the columns must be said. */
export function table(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, string | number | boolean | null>>[],
): Answer {
  const text = (value: string | number | boolean | null | undefined) =>
    value === null || value === undefined ? null : String(value);
  return { columns, rows: rows.map((row) => columns.map((column) => text(row[column]))) };
}

/** Whether a text is like a pattern of SQL's. */
export function isLike(text: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/%/g, '.*').replace(/_/g, '.')}$`, 'i').test(text);
}
