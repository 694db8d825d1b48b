import * as fs from 'node:fs';
import * as path from 'node:path';
import { presto } from 'bigdata-constructs';
import { serverKeys } from '../../../lib/presto/config/known/known-keys';
import { PrestoLab } from './presto-lab';

/** The properties that servers print when they start, as those of config.properties, which the table of their release does not have. */
export function unknownKeys({ lab, pods }: PrestoLab, version: presto.PrestoVersion): string[] {
  const printed = pods.flatMap(({ name, manifest }) => {
    const log = fs.readFileSync(path.join(lab.folder, 'pods', name, manifest.spec.containers[0].name, 'log'), 'utf8');
    // Plugins print theirs later, below a heading of their own.
    const [, table] = log.split(/\tPROPERTY +DEFAULT +RUNTIME/);
    return [...table.matchAll(/Bootstrap\t(\S+) {2,}/g)].map(([, key]) => key);
  });
  expect(printed.length).toBeGreaterThan(500);
  return [...new Set(printed)].filter((key) => !serverKeys(version)!.knows(key));
}
