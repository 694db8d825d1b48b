import { describeWithCommand } from './authorities';
import { KubeObject } from './kube-client';
import { allRulesOf, Expectation, fires, play, rulesOf, Series } from './promtool';

/** Minutes in which a severity fires, and in which it does not. */
interface Moments {
  readonly fires?: number[];
  readonly silent?: number[];
}

/** A course of events, and whom it concerns. */
export interface Course {
  /** What the objective's alert does: `pages while ...`. */
  readonly what: string;
  readonly series: () => Series;
  readonly page?: Moments;
  readonly ticket?: Moments;
}

interface Suite {
  /** What begins the names of its alerts. */
  readonly engine: string;
  /** The PrometheusRule of a cluster with all objectives. */
  readonly rule: KubeObject;
  /** By objective. */
  readonly courses: Record<string, Course[]>;
}

const firing = ({ page, ticket }: Course) => [page, ticket].some((moments) => moments?.fires?.length);

/** Plays to the objectives of an engine, by promtool, what eats their error budget, and what does not. */
export function objectivesSuite({ engine, rule, courses }: Suite): void {
  const burn = (slo: string) => `${engine}${slo}BudgetBurn`;

  test('every objective has a course that burns its budget, and one that wakes nobody', () => {
    const burning = allRulesOf(rule).flatMap(({ alert }) => (alert?.endsWith('BudgetBurn') ? [alert] : []));
    expect([...new Set(burning)].sort()).toEqual(Object.keys(courses).map(burn).sort());
    const onesided = Object.entries(courses).filter(
      ([, played]) => !played.some(firing) || played.every((course) => firing(course)),
    );
    expect(onesided.map(([slo]) => slo)).toEqual([]);
  });

  describeWithCommand('promtool', 'promtool', () => {
    describe.each(Object.entries(courses))('%s', (slo, played) => {
      test.each(played)('$what', ({ series, ...severities }) => {
        const expected = (['page', 'ticket'] as const).flatMap((severity): Expectation[] => {
          const matcher = `alertname="${burn(slo)}",severity="${severity}"`;
          const { fires: loud = [], silent = [] } = severities[severity] ?? {};
          return [...loud.map((at) => fires(at, matcher)), ...silent.map((at) => fires(at, matcher, false))];
        });
        expect(expected).not.toEqual([]);
        expect(play(rulesOf(rule, burn(slo)), series(), expected)).toBe('');
      });
    });
  });
}
