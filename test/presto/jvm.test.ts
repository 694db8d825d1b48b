import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { presto } from 'bigdata-constructs';
import { FLAGS } from '../../lib/presto/config/jvm-config';
import { checkout } from '../gate/matching';
import { describeWithCommand, describeWithTrino, installedTrino } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { cluster, minimal, trino } from './clusters';

/** The arguments that a worker's JVM gets, as they are rendered. */
function argumentsOf(props: presto.PrestoClusterProps): string[] {
  const { data } = find<KubeObject & { data: Record<string, string> }>(
    cluster(props).objects(),
    'ConfigMap',
    'query-worker',
  );
  return data['jvm.config'].trim().split('\n');
}

const given = { presto: argumentsOf(minimal), trino: argumentsOf(trino) };

/** What is of the machine and of the image, and not of the JVM. */
const elsewhere = (flag: string) => flag.startsWith('-Xm') || flag.startsWith('-javaagent:');

/** What a JVM says of flags when it starts with them: what it warns of, and the values that it took. */
function taken(java: string, flags: string[]) {
  const args = [
    ...flags.filter((flag) => !elsewhere(flag)),
    '-Xms256m',
    '-Xmx256m',
    '-XX:+PrintFlagsFinal',
    '-version',
  ];
  const said = execFileSync('sh', ['-c', '"$0" "$@" 2>&1', java, ...args], { encoding: 'utf8', env: {} });
  const values = [...said.matchAll(/^ *\w+ (\w+) += (\S*) .*\{command line/gm)].map(([, name, value]) => [name, value]);
  return {
    warnings: said.split('\n').filter((line) => /warn|ignor|deprecat|removed/i.test(line) && !line.includes(' = ')),
    values: Object.fromEntries(values) as Record<string, string>,
  };
}

/** What flags of the kind `-XX:` say, as a JVM prints it. */
function wanted(flags: string[]): Record<string, string> {
  const units: Record<string, number> = { M: 2 ** 20 };
  return Object.fromEntries(
    flags.flatMap((flag) => {
      const [, sign, name, number, unit] = /^-XX:([+-]?)(\w+)=?(\d*)([M]?)$/.exec(flag) ?? [];
      if (!name) return [];
      return [[name, sign ? String(sign === '+') : String(Number(number) * (units[unit] ?? 1))]];
    }),
  );
}

test('each flag stands in the table of the README, with its reason and its source', () => {
  const readme = fs.readFileSync(path.join(checkout, 'lib/presto/README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `(-[^`]+)` +\|([^|]+)\|([^|]+)\|$/gm)].map(([, flag, why, source]) => [
    flag,
    ...[why, source].map((text) => text.trim()),
  ]);
  expect(rows).toEqual(expect.arrayContaining(FLAGS.map(({ flag, why, source }) => [flag, why, `<${source}>`])));
  // Some end with what is of one image, or of one size.
  const begins = rows.map(([flag]) => (flag.endsWith('...') ? flag.slice(0, -3) : `${flag}\n`));
  const inTable = (flag: string) => begins.some((beginning) => `${flag}\n`.startsWith(beginning));
  expect([...given.presto, ...given.trino].filter((flag) => !inTable(flag))).toEqual([]);
});

describeWithCommand('java', 'the JVM that Presto 0.296 demands', () => {
  test('takes every flag, without a word of warning', () => {
    const { warnings, values } = taken('java', given.presto);
    expect(warnings).toEqual([]);
    expect(values).toMatchObject(wanted(given.presto));
  });
});

describeWithTrino('476', 'the JVM that Trino 476 demands', () => {
  test('takes every flag, and warns of the module that it is told to add alone', () => {
    const { warnings, values } = taken(path.join(installedTrino('476')!.java, 'bin', 'java'), given.trino);
    expect(warnings).toEqual(['WARNING: Using incubator modules: jdk.incubator.vector']);
    expect(values).toMatchObject(wanted(given.trino));
  });
});

describeWithCommand('java', 'a JVM', () => {
  test('would warn of a flag that it no longer knows', () => {
    expect(taken('java', ['-XX:+UseG1GC', '-XX:+UseBiasedLocking']).warnings).not.toEqual([]);
  });
});
