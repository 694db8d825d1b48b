import { Duration } from 'cdk8s';
import { Checks, placed, Rule } from '../core/internal';
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

const check = new Checks<AutoscalerInput>();

const wholeFrom = (minimum: number, value: number) => Number.isInteger(value) && value >= minimum;
const resourceSignals = (signals: ScalingSignal[]) => signals.filter((signal) => signal._percent() !== undefined);
const names = ({ signals }: AutoscalerInput) => signals.map(({ name }) => name);

const percentages =
  (...of: string[]) =>
  ({ signals }: AutoscalerInput) =>
    resourceSignals(signals.filter(({ name }) => of.includes(name))).map((signal) =>
      placed(signal._percent(), signal.name),
    );

/** Values of both paces. */
const ofBothPaces =
  <T>(values: (pace: CompletePace) => (T | undefined)[]) =>
  ({ scaling }: AutoscalerInput) => [
    ...values(scaling._scaleOut()).map((value) => placed(value, 'scaleOut')),
    ...values(scaling._scaleIn()).map((value) => placed(value, 'scaleIn')),
  ];

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
    remedy: 'remove the repeated signal, or correct the name',
    ...check.all(check.unique(names), check.kubernetesName(names)),
    must: 'have different names, of lower-case letters, digits and -',
  },
  {
    code: 'SCALE005',
    prop: 'the percentage of a signal',
    remedy: 'leave room for what comes until another pod runs: 70 percent of CPU is usual',
    ...check.all(
      check.wholeNumber(percentages('cpu', 'memory'), { atLeast: 1 }),
      check.range(percentages('memory'), { below: 100 }),
    ),
    must: 'be a whole number from 1 on, of memory below 100',
  },
  {
    code: 'SCALE006',
    prop: 'targetPerPod',
    remedy: "say how much of the metric one pod is to have, in the metric's unit: Kubernetes counts in thousandths",
    ...check.range(({ signals }) => signals.map((signal) => placed(signal._metric()?.targetPerPod, signal.name)), {
      atLeast: 0.001,
    }),
  },
  {
    code: 'SCALE007',
    prop: 'percent and pods',
    remedy: 'allow one pod a period at least: a direction in which nothing ever changes leaves pods behind',
    ...check.wholeNumber(
      ofBothPaces(({ percent, pods }) => [percent, pods]),
      { atLeast: 1 },
    ),
  },
  {
    code: 'SCALE008',
    prop: 'period',
    remedy: 'give a shorter period and fewer pods: Kubernetes remembers no more',
    ...check.wholeDuration(
      ofBothPaces(({ period }) => [period]),
      'seconds',
      { atLeast: Duration.seconds(1), atMost: Duration.minutes(30) },
    ),
  },
  {
    code: 'SCALE009',
    prop: 'stabilization',
    remedy: 'give a shorter one: Kubernetes remembers no more',
    ...check.wholeDuration(
      ofBothPaces(({ stabilization }) => [stabilization]),
      'seconds',
      { atMost: Duration.hours(1) },
    ),
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
