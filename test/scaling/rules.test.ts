import { monitoring, scaling } from 'bigdata-constructs';
import { Duration } from 'cdk8s';
import { DrainInput, drainRules } from '../../lib/scaling/drain-rules';
import { AutoscalerInput, autoscalerRules } from '../../lib/scaling/scaling-rules';
import { tableSuite } from '../helpers/rules-suite';

const { Scaling, ScalingSignal } = scaling;

const waiting = monitoring.Metric.gauge({ name: 'waiting', component: 'server', description: 'who waits' });
const queue = (name: string, targetPerPod = 5) =>
  ScalingSignal.metric({ name, targetPerPod, expression: monitoring.Expression.of('sum($1)', waiting) });
const between = (min: number, max: number, options?: scaling.ScalingOptions): Partial<AutoscalerInput> => ({
  scaling: Scaling.between(min, max, options),
});
const out = (scaleOut: scaling.ScalingPace) => between(1, 3, { scaleOut });
const into = (scaleIn: scaling.ScalingPace) => between(1, 3, { scaleIn });
const signals = (...of: scaling.ScalingSignal[]): Partial<AutoscalerInput> => ({ signals: of });

tableSuite<AutoscalerInput>(
  'the rules of an Autoscaler',
  autoscalerRules,
  { scaling: Scaling.between(1, 3), signals: [queue('queue')], minimum: 1 },
  {
    SCALE001: [
      { refused: between(0, 3), given: '0 where at least 1 must run', passes: { ...between(0, 3), minimum: 0 } },
      { refused: { scaling: Scaling.exactly(1.5) }, given: '1.5', passes: { scaling: Scaling.exactly(2) } },
      { refused: { minimum: 2 }, given: '1 where at least 2 must run', passes: { minimum: 2, ...between(2, 3) } },
    ],
    SCALE002: [
      { refused: between(3, 2), given: '2 where the least is 3', passes: between(3, 3) },
      { refused: { ...between(0, 0), minimum: 0 }, given: '0', passes: { ...between(0, 1), minimum: 0 } },
    ],
    SCALE003: { refused: signals(), given: 'none', passes: { ...signals(), scaling: Scaling.exactly(1) } },
    SCALE004: [
      { refused: signals(queue('a'), queue('a')), given: "'a' again", passes: signals(queue('a'), queue('b')) },
      { refused: signals(queue('a queue')), given: "'a queue'", passes: signals(queue('a-queue')) },
    ],
    SCALE005: [
      { refused: signals(ScalingSignal.cpu(0)), given: '0 for cpu', passes: signals(ScalingSignal.cpu(150)) },
      { refused: signals(ScalingSignal.cpu(70.5)), given: '70.5 for cpu', passes: signals(ScalingSignal.cpu(70)) },
      {
        refused: signals(ScalingSignal.memory(100)),
        given: '100 for memory',
        passes: signals(ScalingSignal.memory(99)),
      },
    ],
    SCALE006: {
      refused: signals(queue('a', 0.0009)),
      given: '0.0009 for a',
      passes: signals(queue('a', 0.001)),
    },
    SCALE007: [
      { refused: into({ pods: 0 }), given: '0 for scaleIn', passes: into({ pods: 1 }) },
      { refused: out({ percent: 0.5 }), given: '0.5 for scaleOut', passes: out({ percent: 1 }) },
    ],
    SCALE008: [
      {
        refused: out({ period: Duration.seconds(1801) }),
        given: '1801 seconds for scaleOut',
        passes: out({ period: Duration.minutes(30) }),
      },
      {
        refused: into({ period: Duration.seconds(0) }),
        given: '0 seconds for scaleIn',
        passes: into({ period: Duration.seconds(1) }),
      },
    ],
    SCALE009: {
      refused: into({ stabilization: Duration.days(1) }),
      given: '1 day for scaleIn',
      passes: into({ stabilization: Duration.hours(1) }),
    },
    SCALE010: {
      refused: { ...between(0, 2), minimum: 0, ...signals(ScalingSignal.cpu(70)) },
      given: 'cpu',
      passes: { ...between(0, 2), minimum: 0, ...signals(ScalingSignal.cpu(70), queue('a')) },
    },
    SCALE011: { refused: { other: 'shop/First' }, given: 'another one beside shop/First', passes: {} },
  },
);

tableSuite<DrainInput>(
  'the rules of a Drain',
  drainRules,
  { numbered: true, when: scaling.DrainWhen.LEAVING },
  {
    SCALE012: {
      refused: { numbered: false },
      given: 'DrainWhen.LEAVING',
      passes: { numbered: false, when: scaling.DrainWhen.ALWAYS },
    },
  },
);
