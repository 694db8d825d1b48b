import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { checkout } from '../gate/matching';

/** What something says, by where it says it. */
export type Said = Readonly<Record<string, unknown>>;

/** Every two of several. */
export function everyTwo<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other): [T, T] => [one, other]));
}

/** The props of a struct that may be left out, those that it inherits too, as the sources of some folders have them. */
export function optionalProps(struct: string, folders: string[]): string[] {
  const structs = new Map(folders.flatMap(structsOf).map((found) => [found.name.text, found]));
  const of = (name: string): string[] => {
    const { members, heritageClauses = [] } = structs.get(name)!;
    const own = members
      .filter(({ questionToken }) => questionToken)
      .map((member) => (member.name as ts.Identifier).text);
    const bases = heritageClauses.flatMap(({ types }) =>
      types.map(({ expression }) => (expression as ts.Identifier).text),
    );
    return [...own, ...bases.flatMap(of)];
  };
  return of(struct);
}

function structsOf(folder: string): ts.InterfaceDeclaration[] {
  const within = path.join(checkout, folder);
  const files = fs.readdirSync(within).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const text = fs.readFileSync(path.join(within, file), 'utf8');
    return ts.createSourceFile(file, text, ts.ScriptTarget.Latest).statements.filter(ts.isInterfaceDeclaration);
  });
}

/** What one says alone and a pair does not say. */
function lost(nothing: Said, alone: Said, pair: Said): string[] {
  return Object.keys({ ...nothing, ...alone }).filter((key) => alone[key] !== nothing[key] && pair[key] !== alone[key]);
}

/** All that pairs lose of their members, as `one with other: where`. What cannot be together loses nothing. */
export function lostOf(pairs: readonly [string, string][], of: (members: string[]) => Said | undefined): string[] {
  return pairs.flatMap(([one, other]) => {
    const together = of([one, other]);
    if (!together) return [];
    return [
      [one, other],
      [other, one],
    ].flatMap(([member, beside]) =>
      lost(of([])!, of([member])!, together).map((key) => `${member} with ${beside}: ${key}`),
    );
  });
}
