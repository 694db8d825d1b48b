import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { stringify } from 'yaml';
import { KubeObject } from './kube-client';

/** Series by selector, in promtool's notation: `{ 'up{job="a"}': '1x10 0x5' }`. One value a minute. */
export type Series = Record<string, string>;

/** What must hold at a time. */
export interface Expectation {
  /** Minutes since the first sample. */
  readonly at: number;
  /** PromQL that gives any series, or none. */
  readonly query: string;
  readonly holds: boolean;
}

/** That an alert fires at a time, or does not. */
export function fires(at: number, matchers: string, holds = true): Expectation {
  return { at, query: `ALERTS{alertstate="firing",${matchers}}`, holds };
}

/** That an alert does not fire. */
export function silent(at: number, matchers: string): Expectation {
  return fires(at, matchers, false);
}

/** One rule of a PrometheusRule. */
export interface RuleJson {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

interface Group {
  readonly name: string;
  readonly rules: RuleJson[];
}

const groupsOf = (rule: KubeObject) => (rule.spec as { groups: Group[] }).groups;

/** The rules of a PrometheusRule, whatever group they are in. */
export function allRulesOf(rule: KubeObject): RuleJson[] {
  return groupsOf(rule).flatMap(({ rules }) => rules);
}

/** The rules of a PrometheusRule, as a file of Prometheus. */
export function ruleFile(rule: KubeObject): string {
  return stringify(rule.spec);
}

/** Only the rules that one alert depends on: all that are recorded in its group, and the alert itself. */
export function rulesOf(rule: KubeObject, alert: string): string {
  const groups = groupsOf(rule)
    .filter(({ rules }) => rules.some((one) => one.alert === alert))
    .map(({ name, rules }) => ({ name, rules: rules.filter((one) => one.record ?? one.alert === alert) }));
  return stringify({ groups });
}

/** What `promtool` says, empty where all is well. */
export function promtool(args: string[], files: Record<string, string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'promtool-'));
  try {
    for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), content);
    const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' });
    return status === 0 ? '' : `${stdout}${stderr}`;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Plays series to rules, and says what did not come as expected. */
export function play(rules: string, series: Series, expectations: Expectation[]): string {
  const test = {
    rule_files: ['rules.yaml'],
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: expectations.map(({ at, query, holds }) => ({
          expr: `clamp_max(count(${query}), 1) or vector(0)`,
          eval_time: `${at}m`,
          exp_samples: [{ labels: '{}', value: holds ? 1 : 0 }],
        })),
      },
    ],
  };
  return promtool(['test', 'rules', 'test.yaml'], { 'rules.yaml': rules, 'test.yaml': stringify(test) });
}
