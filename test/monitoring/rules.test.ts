import { monitoring } from 'bigdata-constructs';
import { Duration } from 'cdk8s';
import { addedRules, MonitoringInput, monitoringRules, retentionRules } from '../../lib/monitoring/monitoring-rules';
import { tableSuite } from '../helpers/rules-suite';

const { Comparison, Expression, Metric, Severity } = monitoring;

const metric = (component: string, of: Partial<monitoring.MetricProps> = {}) =>
  Metric.gauge({ name: 'a', component, description: 'a', ...of });
const value = Expression.of('$1', metric('server'));
const alert: monitoring.AlertProps = {
  name: 'Lost',
  severity: Severity.PAGE,
  value,
  comparison: Comparison.ABOVE,
  threshold: 0,
  summary: 'lost',
  description: 'lost',
};
const slo: monitoring.SloProps = { name: 'Answers', description: 'answers', objective: 99, bad: value, total: value };
const alerts = (...changes: Partial<monitoring.AlertProps>[]) => ({
  alerts: changes.map((each) => ({ ...alert, ...each })),
});
const slos = (...changes: Partial<monitoring.SloProps>[]) => ({ slos: changes.map((each) => ({ ...slo, ...each })) });

tableSuite<MonitoringInput>(
  'the rules of monitoring',
  monitoringRules,
  { slos: [slo], alerts: [alert], overridden: [], objectives: [] },
  {
    MON001: {
      refused: { overridden: ['Loss'] },
      given: "'Loss' where there is Lost",
      passes: { overridden: ['Lost'] },
    },
    MON002: {
      refused: { objectives: ['Answer'] },
      given: "'Answer' where there is Answers",
      passes: { objectives: ['Answers'] },
    },
    MON003: [
      { refused: slos({ objective: 100 }), given: '100 for Answers', passes: slos({ objective: 99.999 }) },
      { refused: slos({ objective: 49.9 }), given: '49.9 for Answers', passes: slos({ objective: 50 }) },
    ],
    MON004: [
      { refused: alerts({ name: 'my-lag' }), given: "'my-lag'", passes: alerts({ name: 'MyLag' }) },
      { refused: slos({ name: 'lag' }), given: "'lag'", passes: slos({ name: 'Lag2' }) },
      { refused: alerts({}, {}), given: "'Lost' again", passes: alerts({}, { name: 'Lost2' }) },
      { refused: slos({}, {}), given: "'Answers' again", passes: { ...slos({}), ...alerts({ name: 'Answers' }) } },
    ],
    MON005: {
      refused: alerts({ holdFor: Duration.millis(1500) }),
      given: '1500 milliseconds for Lost',
      passes: alerts({ holdFor: Duration.seconds(0) }, { name: 'B', holdFor: Duration.minutes(2) }),
    },
    MON008: [
      { refused: alerts({ threshold: NaN }), given: 'NaN for Lost', passes: alerts({ threshold: -0.5 }) },
      { refused: alerts({ threshold: Infinity }), given: 'Infinity for Lost', passes: alerts({ threshold: 1e12 }) },
    ],
  },
);

tableSuite(
  'the rules of what a user adds',
  addedRules,
  {
    name: 'MyLag',
    runbookUrl: 'https://runbooks.example.com/MyLag',
    promql: ['max by (pod) (rate(a{b="c"}[5m]))'],
    metrics: [metric('server')],
    components: ['keeper', 'server'],
  },
  {
    MON006: [
      { refused: { runbookUrl: undefined }, given: "none for 'MyLag'", passes: {} },
      { refused: { runbookUrl: '' }, given: "none for 'MyLag'", passes: { runbookUrl: 'https://r.example.com' } },
    ],
    MON009: [
      {
        refused: { promql: ['up', 'max by (pod (a)'] },
        given: "'max by (pod (a)' for MyLag, not readable after 'max by (pod '",
        passes: { promql: ['up', 'max by (pod) (a)'] },
      },
      {
        refused: { promql: ['average(a)'] },
        given: "'average(a)' for MyLag, not readable after 'average'",
        passes: { promql: ['avg(a)'] },
      },
      {
        refused: { promql: ['a{b="c}'] },
        given: "'a{b=\"c}' for MyLag, not readable after 'a{b=\"c}'",
        passes: { promql: ['a{b="c"}'] },
      },
    ],
    MON010: {
      refused: { metrics: [metric('servers')] },
      given: "'servers' for a where there are keeper, server",
      passes: {
        metrics: [metric('keeper'), metric('kubelet', { ofPlatform: true }), metric('operator', { shared: true })],
      },
    },
  },
);

tableSuite(
  'the rules of how long samples are kept',
  retentionRules,
  { days: 30, retentionDays: 35 },
  {
    MON007: {
      refused: { days: 35 },
      given: '35 days where a window has 35',
      passes: { days: 34 },
    },
  },
);
