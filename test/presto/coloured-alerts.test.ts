import { monitoring } from 'bigdata-constructs';
import { COORDINATOR, PLATFORM } from '../../lib/presto/metrics';
import { named } from '../helpers/alerts-suite';
import { describeWithCommand } from '../helpers/authorities';
import { allRulesOf, fires, play, rulesOf, Series, silent } from '../helpers/promtool';
import { Change, change, phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { cluster, coloured } from './clusters';
import { healthy } from './series';

/** Blue has the clients, and green runs beside it. */
const rule = find(cluster(coloured).objects(), 'PrometheusRule');

/** What one colour shows. */
const seriesOf = (colour: string, changes: Change[] = []): Series =>
  Object.fromEntries(
    Object.entries(healthy(120, changes)).map(([name, values]) => [
      name
        .replace(/query-(coordinator|worker)\b/g, `query-$1-${colour}`)
        .replace(/(job="presto-\w+")/, `$1,set="${colour}"`),
      values,
    ]),
  );
const gateway = (values: string): Series => ({
  [`${PLATFORM.available.name}{namespace="sql",deployment="query-gateway"}`]: values,
});
const alone: Series = { ...seriesOf('blue'), ...gateway('2x120') };

const ILL: [string, monitoring.Metric, number][] = [
  ['PrestoCoordinatorDown', COORDINATOR.up, 0],
  ['PrestoNoWorkers', COORDINATOR.activeNodes, 1],
  ['PrestoWorkersMissing', COORDINATOR.activeNodes, 2],
  ['PrestoQueueStalled', COORDINATOR.started, 0],
];

describeWithCommand('promtool', 'promtool, with two colours', () => {
  test.each(ILL)('%s is about the colour that has the clients, and not about the other one', (alert, metric, value) => {
    const ill = [change(metric, undefined, phases(20, 90, value, 10))];
    const both = (blue: Change[], green: Change[]) => ({
      ...seriesOf('green', green),
      ...seriesOf('blue', blue),
      ...gateway('2x120'),
    });
    const at = (judge: typeof fires) => [silent(19, named(alert)), judge(80, named(alert))];
    expect(play(rulesOf(rule, alert), both([], ill), at(silent))).toBe('');
    expect(play(rulesOf(rule, alert), both(ill, []), at(fires))).toBe('');
  });

  test('PrestoGatewayMissing tells that nothing stands before the coordinators', () => {
    const alert = 'PrestoGatewayMissing';
    const series = { ...alone, ...gateway('1x19 0x30 1x70') };
    expect(
      play(rulesOf(rule, alert), series, [silent(19, named(alert)), fires(25, named(alert)), silent(55, named(alert))]),
    ).toBe('');
  });

  test('a colour that is stopped, of which nothing is scraped, wakes nobody', () => {
    const pages = allRulesOf(rule).filter(({ labels }) => labels?.severity === 'page');
    const names = [...new Set(pages.flatMap(({ alert }) => alert ?? []))];
    expect(names).toContain('PrestoTargetMissing');
    for (const alert of names)
      expect(
        play(
          rulesOf(rule, alert),
          alone,
          [60, 110].map((at) => silent(at, named(alert))),
        ),
      ).toBe('');
  });
});
