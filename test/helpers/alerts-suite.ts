import { monitoring } from 'bigdata-constructs';
import { CERTIFICATE, CRON_JOB, VOLUME } from '../../lib/monitoring/platform-metrics';
import { describeWithCommand } from './authorities';
import { KubeObject } from './kube-client';
import { allRulesOf, fires, play, promtool, ruleFile, rulesOf, Series, silent } from './promtool';
import { Change, change, phases } from './series';

/** A cluster that is healthy, then ill, then healthy again. */
export interface Illness {
  readonly alert: string;
  /** What changes, and to what: a value, or, for a counter, a growth each minute; and of which series, by a part of their labels. */
  readonly ill: [metric: monitoring.Metric, value: number | 'none', of?: string][];
  /** After how many minutes of illness somebody is told. */
  readonly after: number;
  /** How many minutes after it is over that ends. Default: 1. */
  readonly clears?: number;
}

/** The rules of a cluster, and the series of one that is healthy. */
interface Watched {
  /** The PrometheusRule. */
  readonly rule: KubeObject;
  readonly healthy: (minutes: number, changes?: Change[]) => Series;
}

interface Suite extends Watched {
  /** What begins the names of its alerts. */
  readonly engine: string;
  /** The rules of clusters that have what the first one has not. */
  readonly further?: KubeObject[];
  /** A cluster of one of everything. */
  readonly single: Watched;
  readonly illnesses: Illness[];
  /** Alerts whose course is no step up and down: tests of the engine's own play them. */
  readonly playedAlone: string[];
  /** What begins the names of alerts that have a suite of their own. */
  readonly elsewhere?: string;
  /** Labels of what must come in: `component="server"`, `metric="up"`. */
  readonly mustComeIn: string[];
  /** Names of jobs, by what they do. */
  readonly jobs?: { readonly namespace: string; readonly backup: string; readonly probe: string };
  /** Claims that hold state, by what begins the names of their alerts. */
  readonly volumes?: Record<string, { readonly namespace: string; readonly claim: string }>;
  readonly certificate?: {
    readonly namespace: string;
    readonly name: string;
    /** How many days before its end somebody is told. */
    readonly days: number;
  };
}

/** The alert's name, as a matcher. */
export const named = (alert: string): string => `alertname="${alert}"`;

const anything = 'alertname!=""';
const alertsOf = (rule: KubeObject) => allRulesOf(rule).flatMap(({ alert }) => alert ?? []);

/** Plays to the rules of an engine what each alert is about, by promtool: it fires in time, not before, and clears. */
export function alertsSuite(suite: Suite): void {
  const { engine, rule, further = [], healthy, single, illnesses, playedAlone, elsewhere, mustComeIn } = suite;
  const { jobs, certificate, volumes = {} } = suite;
  const all = [rule, ...further];
  const rules = ruleFile(rule);
  const names = new Set(all.flatMap(alertsOf));
  /** The rules that an alert depends on, of the first cluster that has it. */
  const own = (alert: string) => rulesOf(all.find((one) => alertsOf(one).includes(alert)) ?? rule, alert);

  test('every alert that is shipped has a case, here or among the objectives', () => {
    const ofKits = [
      ...(jobs ? ['BackupTooOld', 'ProbeFailing'] : []),
      ...(certificate ? ['CertificateExpires'] : []),
      ...new Set(mustComeIn.map((one) => (one.startsWith('metric=') ? 'MetricMissing' : 'TargetMissing'))),
    ].map((name) => `${engine}${name}`);
    const ofVolumes = Object.keys(volumes).flatMap((title) => [`${title}DiskLow`, `${title}DiskFullSoon`]);
    const cases = [...illnesses.map(({ alert }) => alert), ...playedAlone, ...ofKits, ...ofVolumes];
    const shipped = [...names].filter(
      (name) => !name.endsWith('BudgetBurn') && !(elsewhere && name.startsWith(elsewhere)),
    );
    expect(shipped.sort()).toEqual([...new Set(cases)].sort());
  });

  describeWithCommand('promtool', 'promtool', () => {
    test('finds no fault in the rules', () => {
      const found = all.map((one) =>
        promtool(['check', 'rules', '--lint-fatal', 'rules.yaml'], { 'rules.yaml': ruleFile(one) }),
      );
      expect(found.join('')).toBe('');
    });

    test.each([
      { what: 'a healthy cluster', watched: { rule, healthy } },
      { what: 'a healthy cluster of one of everything', watched: single },
    ])('$what is silent', ({ watched }) => {
      const always = [5, 30, 60, 120, 240].map((at) => silent(at, anything));
      expect(play(ruleFile(watched.rule), watched.healthy(241), always)).toBe('');
    });

    test.each(illnesses)('$alert fires after $after minutes, not before, and clears', (illness) => {
      const { alert, ill, after, clears = 1 } = illness;
      const before = 20;
      const lasts = after + 20;
      const over = before + lasts;
      const rest = clears + 10;
      const changes = ill.map(([metric, value, of]) => change(metric, of, phases(before, lasts, value, rest)));
      expect(
        play(own(alert), healthy(over + rest, changes), [
          silent(before - 1, named(alert)),
          silent(before + after - 1, named(alert)),
          fires(before + after, named(alert)),
          fires(over - 1, named(alert)),
          silent(over + clears, named(alert)),
        ]),
      ).toBe('');
    });

    test('what does not come in is missed', () => {
      const missing = mustComeIn.map((one) => {
        const kind = one.startsWith('metric=') ? 'MetricMissing' : 'TargetMissing';
        return `${named(`${engine}${kind}`)},${one}`;
      });
      const nothing = [...missing.map((one) => silent(9, one)), ...missing.map((one) => fires(10, one))];
      expect(play(rules, { 'up{job="other"}': '1x30' }, nothing)).toBe('');
      const there = missing.map((one) => silent(30, one));
      expect(play(rules, healthy(31), there)).toBe('');
    });

    if (jobs) {
      const { namespace, backup, probe } = jobs;
      const of = (metric: monitoring.Metric, job: string) =>
        `${metric.name}{namespace="${namespace}",cronjob="${job}"}`;

      test('BackupTooOld fires 30 hours after the last success, and after the job was made if there is none', () => {
        const alert = `${engine}BackupTooOld`;
        const late = [silent(30 * 60, named(alert)), fires(30 * 60 + 31, named(alert))];
        const minutes = 32 * 60;
        // Time starts at zero, when the job was made.
        const created = { [of(CRON_JOB.created, backup)]: `0x${minutes}` };
        expect(play(own(alert), created, late)).toBe('');
        const once = { ...created, [of(CRON_JOB.lastSuccess, backup)]: `0x${minutes}` };
        expect(play(own(alert), once, late)).toBe('');
        const fresh = { ...created, [of(CRON_JOB.lastSuccess, backup)]: `0x1440 86400x${minutes - 1440}` };
        expect(play(own(alert), fresh, [silent(30 * 60 + 31, named(alert))])).toBe('');
      });

      test('ProbeFailing fires after a quarter of an hour without success, and clears with the next', () => {
        const alert = `${engine}ProbeFailing`;
        expect(
          play(own(alert), { [of(CRON_JOB.lastSuccess, probe)]: '0+60x20 1200x30 3060+60x10' }, [
            silent(20, named(alert)),
            silent(39, named(alert)),
            fires(42, named(alert)),
            silent(53, named(alert)),
          ]),
        ).toBe('');
      });
    }

    for (const [title, found] of Object.entries(volumes)) {
      test(`${title}DiskLow and DiskFullSoon fire while a volume fills`, () => {
        const of = (metric: monitoring.Metric) =>
          `${metric.name}{namespace="${found.namespace}",persistentvolumeclaim="${found.claim}"}`;
        const course = (free: string) => ({ [of(VOLUME.free)]: free, [of(VOLUME.size)]: '10e9x1500' });
        const [low, soon] = [named(`${title}DiskLow`), named(`${title}DiskFullSoon`)];
        // Seven tenths an hour, each hour: what is written and cleaned up.
        const sawtooth = course(Array.from({ length: 20 }, () => '9e9-100e6x35 5.5e9+140e6x24').join(' '));
        const always = (name: string) => [300, 600, 900, 1190].map((at) => silent(at, name));
        expect(play(own(`${title}DiskFullSoon`), sawtooth, always(soon))).toBe('');
        expect(play(own(`${title}DiskLow`), sawtooth, always(low))).toBe('');
        // Half a percent every ten minutes.
        const filling = course('9e9x400 9e9-5e6x1000');
        expect(play(own(`${title}DiskFullSoon`), filling, [silent(1199, soon), fires(1262, soon)])).toBe('');
        const low15 = course('9e9x60 1.5e9x60 9e9x60');
        const whenLow = [silent(60 + 29, low), fires(60 + 31, low), silent(60 + 62, low)];
        expect(play(own(`${title}DiskLow`), low15, whenLow)).toBe('');
      });
    }

    if (certificate) {
      test('CertificateExpires fires when a certificate was not renewed in time, and clears with a new one', () => {
        const { namespace, name, days } = certificate;
        const alert = `${engine}CertificateExpires`;
        const line = `${CERTIFICATE.expires.name}{namespace="${namespace}",name="${name}"}`;
        // Time starts at zero; the alert lasts an hour before somebody is told.
        const ending = (inDays: number) => ({ [line]: `${inDays * 86_400}x89 ${days * 2 * 86_400}x60` });
        expect(play(own(alert), ending(days + 1), [silent(89, named(alert))])).toBe('');
        expect(
          play(own(alert), ending(days - 0.5), [
            silent(59, named(alert)),
            fires(60, named(alert)),
            silent(91, named(alert)),
          ]),
        ).toBe('');
      });
    }
  });
}
