import { Duration } from 'cdk8s';
import { Rule } from '../core/internal';
import { Scaling } from './scaling';
import { CompletePace } from './scaling-pace';
import { ScalingSignal } from './scaling-signal';

/** What the checks of an Autoscaler look at. */
export interface AutoscalerInput {
  readonly scaling: Scaling;
  /** The signals in force. */
  readonly signals: ScalingSignal[];
  /** How many pods there must be at least. */
  readonly minimum: number;
  /** The path of the autoscaler that the target has already. */
  readonly other?: string;
}

type Check = (input: AutoscalerInput) => string | string[] | undefined;

const wholeFrom = (minimum: number, value: number) => Number.isInteger(value) && value >= minimum;

/** Whole seconds within bounds. */
const seconds = (duration: Duration, least: number, most: number) => {
  const value = duration.toMilliseconds() / 1000;
  return Number.isInteger(value) && value >= least && value <= most ? undefined : `${value}s`;
};

const ofBothPaces =
  (found: (pace: CompletePace) => (string | undefined)[]): Check =>
  ({ scaling }) =>
    [
      { name: 'scaleOut', pace: scaling._scaleOut() },
      { name: 'scaleIn', pace: scaling._scaleIn() },
    ].flatMap(({ name, pace }) => found(pace).flatMap((text) => (text === undefined ? [] : `${text} in ${name}`)));

const resourceSignals = (signals: ScalingSignal[]) => signals.filter((signal) => signal._percent() !== undefined);

/** Checks on how a workload scales. */
export const autoscalerRules: ReadonlyArray<Rule<AutoscalerInput>> = [
  {
    code: 'SCALE001',
    prop: 'the least number of pods in scaling',
    must: 'be a whole number, and as many as the workload needs',
    remedy: 'ask for at least 1, or for what the engine says; 0 only where it can be stopped as a whole',
    violation: ({ scaling, minimum }) =>
      wholeFrom(minimum, scaling.min) ? undefined : `${scaling.min} where at least ${minimum} must run`,
  },
  {
    code: 'SCALE002',
    prop: 'the greatest number of pods in scaling',
    must: 'be a whole number of at least 1, and not below the least',
    remedy: 'give the least number first: Scaling.between(min, max)',
    violation: ({ scaling: { min, max, autoscaled } }) =>
      !autoscaled || wholeFrom(Math.max(min, 1), max) ? undefined : `${max} where the least is ${min}`,
  },
  {
    code: 'SCALE003',
    prop: 'scaling.signals',
    must: 'name at least one signal',
    remedy: 'say what the number follows, such as ScalingSignal.cpu(70), or ask for Scaling.exactly()',
    violation: ({ scaling, signals }) => (scaling.autoscaled && signals.length === 0 ? 'none' : undefined),
  },
  {
    code: 'SCALE004',
    prop: 'scaling.signals',
    must: 'have different names, of lower-case letters, digits and -',
    remedy: 'remove the repeated signal, or correct the name',
    violation: ({ signals }) => [
      ...signals
        .map(({ name }) => name)
        .filter((name, index, names) => names.indexOf(name) !== index)
        .map((name) => `'${name}' again`),
      ...signals.filter(({ name }) => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)).map(({ name }) => `'${name}'`),
    ],
  },
  {
    code: 'SCALE005',
    prop: 'the percentage of a signal',
    must: 'be a whole number from 1 on, of memory below 100',
    remedy: 'leave room for what comes until another pod runs: 70 percent of CPU is usual',
    violation: ({ signals }) =>
      resourceSignals(signals).flatMap((signal) => {
        const percent = signal._percent() ?? 0;
        return wholeFrom(1, percent) && (signal.name !== 'memory' || percent < 100)
          ? []
          : `${percent} for ${signal.name}`;
      }),
  },
  {
    code: 'SCALE006',
    prop: 'targetPerPod',
    must: 'be at least 0.001',
    remedy: "say how much of the metric one pod is to have, in the metric's unit: Kubernetes counts in thousandths",
    violation: ({ signals }) =>
      signals.flatMap((signal) => {
        const target = signal._metric()?.targetPerPod;
        return target === undefined || (target >= 0.001 && Number.isFinite(target))
          ? []
          : `${target} for ${signal.name}`;
      }),
  },
  {
    code: 'SCALE007',
    prop: 'percent and pods',
    must: 'be whole numbers of at least 1',
    remedy: 'allow one pod a period at least: a direction in which nothing ever changes leaves pods behind',
    violation: ofBothPaces(({ percent, pods }) =>
      [percent, pods].map((value) => (value === undefined || wholeFrom(1, value) ? undefined : String(value))),
    ),
  },
  {
    code: 'SCALE008',
    prop: 'period',
    must: 'be whole seconds, from 1 second to 30 minutes',
    remedy: 'give a shorter period and fewer pods: Kubernetes remembers no more',
    violation: ofBothPaces(({ period }) => [seconds(period, 1, 1800)]),
  },
  {
    code: 'SCALE009',
    prop: 'stabilization',
    must: 'be whole seconds, at most an hour',
    remedy: 'give a shorter one: Kubernetes remembers no more',
    violation: ofBothPaces(({ stabilization }) => [seconds(stabilization, 0, 3600)]),
  },
  {
    code: 'SCALE010',
    prop: 'a workload that scales to zero',
    must: 'follow a metric',
    remedy: 'add a ScalingSignal.metric, or keep one pod: who has none uses no CPU, and would never come back',
    violation: ({ scaling, signals }) =>
      scaling.autoscaled && scaling.min === 0 && resourceSignals(signals).length === signals.length
        ? signals.map(({ name }) => name).join(', ')
        : undefined,
  },
  {
    code: 'SCALE011',
    prop: 'a workload',
    must: 'have one autoscaler',
    remedy: 'put all signals into one: two autoscalers undo what the other does',
    violation: ({ other }) => (other === undefined ? undefined : `another one beside ${other}`),
  },
];
