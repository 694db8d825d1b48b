import { NAME_NODE, QUEUES } from '../../lib/hadoop/metrics';
import { describeWithCommand } from '../helpers/authorities';
import { fires, play, rulesOf, silent } from '../helpers/promtool';
import { phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { cluster } from './clusters';
import { change, healthy, probeRuns } from './series';

const rule = find(cluster().objects(), 'PrometheusRule');
const burn = (slo: string) => `Hadoop${slo}BudgetBurn`;
const named = (alert: string) => `alertname="${alert}"`;
const ACTIVE = 'hastate="active"';
const FIRST = 'pod="lake-namenode-0"';
const SECOND = 'pod="lake-namenode-1"';
const ROOT = 'queue="root"';

describeWithCommand('promtool', 'promtool', () => {
  describe('NameNodeLatency', () => {
    const own = rulesOf(rule, burn('NameNodeLatency'));
    const page = `${named(burn('NameNodeLatency'))},severity="page"`;
    const slow = (pod: string, ms: number) =>
      healthy(200, [change(NAME_NODE.processingTime, pod, phases(60, 40, ms, 100))]);

    test('pages while the active NameNode answers slowly, and is silent again when it does not', () => {
      expect(play(own, slow(FIRST, 300), [silent(59, page), fires(80, page), silent(150, page)])).toBe('');
    });

    test('is silent for a NameNode that is a little slower than usual, and for a standby', () => {
      expect(play(own, slow(FIRST, 60), [silent(80, page), silent(98, page)])).toBe('');
      expect(play(own, slow(SECOND, 5000), [silent(80, page), silent(98, page)])).toBe('');
    });
  });

  describe('BlockHealth', () => {
    const own = rulesOf(rule, burn('BlockHealth'));
    const page = `${named(burn('BlockHealth'))},severity="page"`;
    const missing = (blocks: number) =>
      healthy(200, [change(NAME_NODE.missingBlocks, ACTIVE, phases(60, 40, blocks, 100))]);

    test('pages when one block of a thousand is gone, and is silent again when it is back', () => {
      expect(play(own, missing(1000), [silent(59, page), fires(80, page), silent(150, page)])).toBe('');
    });

    test('is silent for two of a million: for those there is an alert of its own', () => {
      expect(play(own, missing(2), [silent(80, page), silent(98, page)])).toBe('');
    });
  });

  describe('WriteAvailability', () => {
    const own = rulesOf(rule, burn('WriteAvailability'));
    const named2 = (severity: string) => `${named(burn('WriteAvailability'))},severity="${severity}"`;
    const failing = (fails: (minute: number) => boolean, minutes = 240) => probeRuns(minutes, fails);

    test('pages when runs fail one after the other, and is silent again when they do not', () => {
      expect(
        play(
          own,
          failing((minute) => minute >= 60 && minute < 100),
          [silent(64, named2('page')), fires(85, named2('page')), silent(150, named2('page'))],
        ),
      ).toBe('');
    });

    test('wakes nobody for a run that failed once', () => {
      const always = [61, 66, 68, 70, 75, 120].map((at) => silent(at, named2('page')));
      expect(
        play(
          own,
          failing((minute) => minute === 60),
          always,
        ),
      ).toBe('');
    });

    test('opens a ticket where every tenth fails', () => {
      expect(
        play(
          own,
          failing((minute) => minute >= 60 && minute % 50 === 0, 900),
          [silent(59, named2('ticket')), fires(600, named2('ticket'))],
        ),
      ).toBe('');
    });
  });

  describe('ContainerWait', () => {
    const own = rulesOf(rule, burn('ContainerWait'));
    const named2 = (severity: string) => `${named(burn('ContainerWait'))},severity="${severity}"`;
    const waiting = (containers: number) =>
      healthy(700, [change(QUEUES.pendingContainers, ROOT, phases(60, 500, containers, 140))]);

    test('opens a ticket where most containers wait for hours, and wakes nobody', () => {
      expect(
        play(own, waiting(500), [
          silent(59, named2('ticket')),
          fires(500, named2('ticket')),
          silent(500, named2('page')),
        ]),
      ).toBe('');
    });

    test('is silent where a few wait', () => {
      expect(play(own, waiting(5), [silent(300, named2('ticket')), silent(550, named2('ticket'))])).toBe('');
    });
  });
});
