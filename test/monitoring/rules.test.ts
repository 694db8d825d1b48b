import { monitoring } from 'bigdata-constructs';
import { Duration } from 'cdk8s';
import { addedRules, MonitoringInput, monitoringRules, retentionRules } from '../../lib/monitoring/monitoring-rules';
import { tableSuite } from '../helpers/rules-suite';

const { Comparison, Expression, Metric, Severity } = monitoring;

const value = Expression.of('$1', Metric.gauge({ name: 'a', component: 'server', description: 'a' }));
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
  },
);

tableSuite(
  'the rules of what a user adds',
  addedRules,
  { name: 'MyLag', runbookUrl: 'https://runbooks.example.com/MyLag' },
  {
    MON006: [
      { refused: { runbookUrl: undefined }, given: "none for 'MyLag'", passes: {} },
      { refused: { runbookUrl: '' }, given: "none for 'MyLag'", passes: { runbookUrl: 'https://r.example.com' } },
    ],
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
