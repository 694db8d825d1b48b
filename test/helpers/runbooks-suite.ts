import * as fs from 'node:fs';
import * as path from 'node:path';
import { checkout } from '../gate/matching';
import { KubeObject } from './kube-client';
import { podTemplatesOf } from './pod-templates';
import { allRulesOf } from './promtool';

/** The runbooks of an engine, by file. */
export function runbooksOf(engine: string): Record<string, string> {
  const folder = path.join(checkout, 'lib', engine, 'runbooks');
  return Object.fromEntries(
    fs.readdirSync(folder).map((file) => [file, fs.readFileSync(path.join(folder, file), 'utf8')]),
  );
}

/** What is meant to be pasted into a shell. */
export const blocksOf = (pages: Record<string, string>): string[] =>
  Object.values(pages).flatMap((page) => [...page.matchAll(/```sh\n([^]*?)```/g)].map(([, block]) => block));

interface Suite {
  /** The engine's folder in `lib`. */
  readonly engine: string;
  /** What clusters render that together have every alert. */
  readonly objects: KubeObject[];
  /** Commands of the engine that cost data. */
  readonly deadly: RegExp;
  /** Pages that have such a command nevertheless, and why that is right. */
  readonly meant?: Record<string, string>;
  /** Whether it has claims that a page could tell somebody to delete. Default: it has. */
  readonly holdsData?: boolean;
  /** Containers that are named, but that an operator makes. */
  readonly containersOfOperators?: string[];
}

/** Holds the runbooks of an engine against its alerts and against what runs. */
export function runbooksSuite({
  engine,
  objects,
  deadly,
  meant = {},
  holdsData = true,
  containersOfOperators = [],
}: Suite): void {
  const pages = runbooksOf(engine);
  const files = Object.keys(pages);
  const blocks = blocksOf(pages);

  test('every alert has a runbook, and every runbook an alert', () => {
    const rules = objects.filter(({ kind }) => kind === 'PrometheusRule').flatMap(allRulesOf);
    const linked = rules.flatMap(({ annotations }) => annotations?.runbook_url?.split('/').pop() ?? []);
    expect([...new Set(linked)].sort()).toEqual([...files].sort());
  });

  test.each(files)('%s has every section, and links that lead somewhere', (file) => {
    const sections = [...pages[file].matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(sections).toEqual(['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'Prevention']);
    expect(pages[file]).toMatch(new RegExp(`^# ${file.replace('.md', '')}$`, 'm'));
    expect(pages[file]).toMatch(/```sh\n[^]+```/);
    const links = [...pages[file].matchAll(/\]\(([^)h][^)]*)\)/g)].map(([, link]) => link);
    expect(links.filter((link) => !files.includes(link))).toEqual([]);
  });

  test('nothing that is meant to be pasted costs data', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(files.length);
    const ofKubernetes = /rm -rf|delete (pvc|persistentvolumeclaim|namespace|ns)\b/;
    const costly = files.filter((file) =>
      blocksOf({ [file]: pages[file] }).some((block) => deadly.test(block) || ofKubernetes.test(block)),
    );
    expect(costly).toEqual(Object.keys(meant));
  });

  test('who deletes a claim or a set has to say first that its data may go', () => {
    const says = (page: string): boolean => page.includes('bigdata-constructs.io/acknowledge-deletion=');
    const deletes = files.filter((file) =>
      pages[file]
        .split('\n')
        .some((line) => /(?<!never |not )\bdelete [^.,]*\b(claims?|pvc|sts|statefulset)\b/i.test(line)),
    );
    expect(deletes.length > 0).toBe(holdsData);
    const linked = (file: string) => files.filter((other) => pages[file].includes(`](${other})`));
    expect(deletes.filter((file) => ![file, ...linked(file)].some((page) => says(pages[page])))).toEqual([]);
  });

  test('containers that are named exist in the pods that are rendered', () => {
    const rendered = objects.flatMap(podTemplatesOf).flatMap(({ template }) => {
      const { containers = [], initContainers = [] } = template.spec as Record<string, { name: string }[] | undefined>;
      return [...containers, ...initContainers].map(({ name }) => name);
    });
    const known = new Set([...rendered, ...containersOfOperators]);
    const named = new Set(blocks.flatMap((block) => [...block.matchAll(/ -c ([a-z-]+)/g)].map(([, name]) => name)));
    expect(named.size).toBeGreaterThan(0);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });
}
