import { kubernetes, operators } from 'bigdata-constructs';
import { App } from 'cdk8s';
import {
  dorisOperatorRules,
  kueueRules,
  operatorRules,
  prometheusRules,
  sparkOperatorRules,
} from '../../lib/operators/operator-rules';
import { tableSuite } from '../helpers/rules-suite';

const chart = { ...operators.OperatorCharts.KEDA, version: '9.9.9', oldestKubernetes: '1.9', newestKubernetes: '1.36' };

tableSuite(
  'the rules of an operator',
  operatorRules,
  { chart },
  {
    OP001: {
      refused: { kubernetesVersion: '1.8' },
      given: `'1.8', and ${chart.name} 9.9.9 needs 1.9 or newer`,
      passes: { kubernetesVersion: '1.10' },
    },
    OP002: {
      refused: { kubernetesVersion: '1.37' },
      given: `'1.37', and ${chart.name} 9.9.9 was tested up to 1.36`,
      passes: { kubernetesVersion: '1.36' },
    },
    OP003: {
      refused: { kubernetesVersion: 'v1.35' },
      given: "'v1.35'",
      passes: { kubernetesVersion: '1.35' },
    },
  },
);

tableSuite(
  'the rules of the operator for Doris',
  dorisOperatorRules,
  { drainedNamespaces: [] },
  { OP011: { refused: { drainedNamespaces: ['a_b'] }, given: "'a_b'", passes: { drainedNamespaces: ['a-b'] } } },
);

tableSuite(
  'the rules of the Prometheus stack',
  prometheusRules,
  { retentionDays: 35, neededDays: 35 },
  {
    OP004: {
      refused: { retentionDays: 34 },
      given: '34 days, and the profile says 35',
      passes: { retentionDays: 36 },
    },
  },
);

tableSuite(
  'the rules of the Spark operator',
  sparkOperatorRules,
  { name: 'spark', applicationsPerMinute: 50, jobNamespaces: ['etl', 'ml'], others: [] },
  {
    OP005: {
      refused: { applicationsPerMinute: 101 },
      given: '101',
      passes: { applicationsPerMinute: 100 },
    },
    OP006: { refused: { jobNamespaces: [] }, given: 'none', passes: { jobNamespaces: undefined } },
    OP007: { refused: { jobNamespaces: ['etl', ''] }, given: "''", passes: { jobNamespaces: ['etl'] } },
    OP008: {
      refused: { others: [{ name: 'other', jobNamespaces: ['ml', 'adhoc'] }] },
      given: 'etl, ml, and other looks at ml, adhoc',
      passes: { others: [{ name: 'other', jobNamespaces: ['adhoc'] }] },
    },
    OP009: {
      refused: { others: [{ name: 'spark', jobNamespaces: ['adhoc'] }] },
      given: "'spark'",
      passes: { others: [{ name: 'other', jobNamespaces: ['adhoc'] }] },
    },
  },
);

tableSuite(
  'the rules of Kueue',
  kueueRules,
  { configuration: {} },
  {
    OP010: {
      refused: { configuration: { metrics: { bindAddress: ':9' } } },
      given: 'metrics.bindAddress',
      passes: { configuration: { metrics: { localQueueMetrics: { enable: false } } } },
    },
  },
);

test('two operators of Spark in one tree are told apart, and one that sees all stands alone', () => {
  const app = new App();
  const operator = (id: string, props: operators.SparkOperatorProps) =>
    new operators.SparkOperator(new kubernetes.NamespaceChart(app, id), 'operator', props);
  operator('one', { name: 'one', jobNamespaces: ['etl'] });
  operator('two', { name: 'two', jobNamespaces: ['ml'] });
  expect(() => operator('three', { name: 'one' })).toThrow(
    /OP008: .*given all, and one looks at etl[^]*OP008: .*given all, and two looks at ml[^]*OP009: .*given 'one'/,
  );
});
