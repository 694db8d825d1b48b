import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { checkout } from '../gate/matching';
import { KubeClient, KubeObject } from './kube-client';
import { classesElsewhere, podTemplatesOf } from './pod-templates';
import { removeAll } from './stored';
import { keyOf } from './synth';

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

/** What objects say, by object and path. Items of lists stand for themselves: what comes beside them takes nothing away. */
export function saidOf(objects: KubeObject[]): Said {
  const said: Record<string, unknown> = {};
  // The names of what is made anew with each change.
  const plain = (text: string) => text.replace(/-[0-9a-f]{8}\b/g, '-hash');
  const add = (path: string, value: unknown): void => {
    if (path.endsWith('config-checksum')) return;
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) {
        const named = typeof item === 'object' && item !== null && 'name' in item;
        if (named) add(`${path}/${String(item.name)}`, item);
        else said[`${path} has ${plain(JSON.stringify(item))}`] = true;
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) add(`${path}/${key}`, member);
    } else if (typeof value === 'string' && value.includes('\n')) {
      for (const line of value.split('\n')) said[`${path} has ${plain(line)}`] = true;
    } else {
      said[path] = typeof value === 'string' ? plain(value) : value;
    }
  };
  for (const { kind, metadata, ...rest } of objects) {
    const { labels = {}, annotations = {} } = metadata;
    add(`${kind} ${plain(metadata.name)}`, { there: true, labels, annotations, ...rest });
  }
  return said;
}

/** What an API server refuses of objects, and of their pods under Pod Security. */
export async function refusedBy(api: KubeClient, objects: KubeObject[]): Promise<string[]> {
  // What others are refused without.
  const given = [
    ...objects.filter(({ kind }) => ['Namespace', 'PriorityClass', 'ServiceAccount'].includes(kind)),
    ...classesElsewhere(objects),
  ];
  const first = [...new Map(given.map((object) => [keyOf(object), object])).values()];
  for (const object of first) await api.apply(object);
  const templates = new Map(objects.flatMap(podTemplatesOf).map((found) => [JSON.stringify(found), found]));
  const problems = await atOnce([
    ...objects.map((object) => () => api.apply(object, { dryRun: true })),
    ...[...templates.values()].map(
      ({ namespaceName, template }) =>
        () =>
          api.admitPod(namespaceName, template),
    ),
  ]);
  await removeAll(api, first);
  return problems;
}

/** Calls in several lines, and what is refused of them. */
async function atOnce(calls: (() => Promise<unknown>)[], lines = 8): Promise<string[]> {
  const left = [...calls];
  const problems = new Set<string>();
  const line = async () => {
    for (let call = left.pop(); call; call = left.pop()) {
      await call().catch((error: Error) => problems.add(error.message));
    }
  };
  await Promise.all(Array.from({ length: lines }, line));
  return [...problems];
}
