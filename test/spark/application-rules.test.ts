import { spark } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { batchRules, oneShotRules, scheduleRules } from '../../lib/spark/application-rules';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { ownImage, platform, scheduled } from './clusters';

type Changes = Partial<spark.ScheduledSparkApplicationProps>;

const python = (uri: string, ...given: string[]) => ({ job: spark.Job.python(uri, { arguments: given }) });
const shape = (cores: number) => spark.SparkShape.of({ cores, memory: Size.gibibytes(2) });
const inImage = 'local:///opt/jobs/nightly.py';
const minutes = (amount: number) => Duration.minutes(amount);

rulesSuite<Changes>('the rules of applications that run to their end', {
  rules: [...batchRules, ...scheduleRules],
  reported: reportedByConstruct((changes) => scheduled(changes).app),
  cases: {
    SP030: { refused: { name: '1st' }, given: "'1st'", passes: { name: 'first' } },
    SP031: [
      { refused: { driver: shape(0.5) }, given: '0.5 for the driver', passes: { driver: shape(1) } },
      { refused: { executor: shape(0) }, given: '0 for executors', passes: { executor: shape(2) } },
    ],
    SP061: [
      { refused: python('/opt/jobs/nightly.py'), given: "'/opt/jobs/nightly.py'", passes: python(inImage) },
      { refused: python('file:///home/me/nightly.py'), given: "'file:///home", passes: python('https://x/nightly.py') },
      { refused: python('s3://test-bucket/a.py'), given: "'s3://", passes: python('s3a://test-bucket/a.py') },
    ],
    SP062: [
      {
        refused: python('s3a://strange/nightly.py'),
        given: 's3a://strange/nightly.py',
        passes: python('s3a://test-bucket/nightly.py'),
      },
      { refused: python('hdfs://lake/nightly.py'), given: 'hdfs://lake/nightly.py', passes: python(inImage) },
    ],
    SP063: {
      refused: { ...python('s3a://test-bucket/a.py'), version: spark.SparkVersion.of('4.1.2') },
      given: 'the published image of 4.1.2',
      passes: { ...python('s3a://test-bucket/a.py'), version: ownImage },
    },
    SP064: [
      { refused: python(inImage, '--password=x'), given: 'text in number 1', passes: python(inImage, '--day=x') },
      {
        refused: python(inImage, '--url', 'jdbc:postgresql://me:mine@db/x'),
        given: 'text in number 2',
        passes: python(inImage, '--url', 'jdbc:postgresql://db/x'),
      },
    ],
    SP065: [
      { refused: { deadline: Duration.seconds(30) }, given: '30 seconds', passes: { deadline: minutes(1) } },
      { refused: { deadline: Duration.millis(60_500) }, given: '60500 milliseconds', passes: { deadline: minutes(2) } },
    ],
    SP066: [
      { refused: { retries: -1 }, given: '-1', passes: { retries: 0 } },
      { refused: { retries: 11 }, given: '11', passes: { retries: 10 } },
    ],
    SP067: {
      refused: { job: spark.Job.pythonSource('#'.repeat(1_000_001)) },
      given: '1000001 bytes',
      passes: { job: spark.Job.pythonSource('#'.repeat(1_000_000)) },
    },
    SP070: [
      { refused: { schedule: '0 2 30 2 *' }, given: "'0 2 30 2 *' in UTC", passes: { schedule: '0 2 28 2 *' } },
      {
        refused: { timeZone: 'Europe/Atlantis' },
        given: "'0 2 * * *' in Europe/Atlantis",
        passes: { timeZone: 'Europe/Berlin' },
      },
    ],
    SP071: { refused: { schedule: '@daily' }, given: "'@daily'", passes: { schedule: '0 0 * * *' } },
    SP072: [
      { refused: { successfulRuns: 0 }, given: '0', passes: { successfulRuns: 1 } },
      { refused: { successfulRuns: 101 }, given: '101', passes: { successfulRuns: 100 } },
    ],
    SP073: { refused: { failedRuns: 0 }, given: '0', passes: { failedRuns: 1 } },
    SP074: {
      refused: { freshWithin: Duration.millis(3_600_500), deadline: minutes(60) },
      given: '3600500 milliseconds',
      passes: { freshWithin: minutes(60), deadline: minutes(60) },
    },
    SP075: {
      refused: { freshWithin: minutes(59), deadline: minutes(60) },
      given: '59 minutes where deadline is 1 hour',
      passes: { freshWithin: minutes(60), deadline: minutes(60) },
    },
    SP076: [
      {
        refused: { schedule: '*/30 * * * *', deadline: minutes(31) },
        given: '31 minutes where runs are 30 minutes apart',
        passes: { schedule: '*/30 * * * *', deadline: minutes(30) },
      },
      {
        refused: { deadline: Duration.days(2) },
        given: '2 days where runs are 1 day apart',
        passes: { deadline: Duration.days(2), concurrency: spark.SparkConcurrency.ALLOW },
      },
    ],
  },
});

rulesSuite<Partial<spark.SparkApplicationProps>>('the rules of an application that runs once', {
  rules: oneShotRules,
  reported: reportedByConstruct((changes) => {
    const { app, team, teamChart } = platform();
    new spark.SparkApplication(teamChart, 'once', { team, job: spark.Job.python(inImage), ...changes });
    return app;
  }),
  cases: {
    SP060: { refused: {}, given: 'none', passes: { acknowledge: { runsAgainWhenChanged: true } } },
  },
});
