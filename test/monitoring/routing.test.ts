import { kubernetes, monitoring } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { Alertmanager, AlertStatus } from '../helpers/alertmanager';
import { describeWithCommand, describeWithControlPlane } from '../helpers/authorities';
import { applyAllTwice } from '../helpers/stored';
import { find, yamlObjects } from '../helpers/synth';

const { Receiver } = monitoring;

function routing() {
  const key = (name: string) => ({ secretName: 'receivers', key: name });
  const app = new App();
  new monitoring.AlertRouting(new kubernetes.NamespaceChart(app, 'alerts'), 'routing', {
    page: Receiver.pagerDuty(key('pagerduty')),
    ticket: Receiver.slack('#data', key('slack')),
    teams: {
      data: Receiver.webhook(key('data')),
      mailed: Receiver.email({
        to: 'oncall@example.com',
        sender: 'alerts@example.com',
        smarthost: 'smtp.example.com:587',
        username: 'alerts',
        password: key('smtp'),
      }),
      genie: Receiver.opsgenie(key('opsgenie'), 'https://api.eu.opsgenie.com/'),
    },
    deadMansSwitch: Receiver.webhook(key('switch')),
  });
  return find(yamlObjects(app), 'AlertmanagerConfig');
}

const cluster = { engine: 'clickhouse', namespace: 'olap', engine_cluster: 'events' };
const another = { engine: 'hadoop', namespace: 'lake', engine_cluster: 'lake' };
const pod = (name: string) => ({ ...cluster, pod: name });

describeWithCommand('prometheus-alertmanager', 'Alertmanager', () => {
  let alertmanager: Alertmanager;
  beforeAll(async () => {
    alertmanager = await Alertmanager.start(routing());
  });
  afterAll(() => alertmanager?.stop());

  test('sends each alert to whom it concerns, and says once what has one cause', async () => {
    const expected: [Record<string, string>, string, AlertStatus['status']['state']][] = [
      [{ alertname: 'DeadMansSwitch', severity: 'none' }, 'dead-mans-switch', 'active'],
      [{ alertname: 'A', severity: 'page', ...cluster }, 'page', 'active'],
      [{ alertname: 'B', severity: 'ticket', ...cluster }, 'ticket', 'active'],
      [{ alertname: 'C', severity: 'page', team: 'data', ...cluster }, 'team-data', 'active'],
      [{ alertname: 'D', severity: 'ticket', team: 'data', ...cluster }, 'ticket', 'active'],
      // A page about something, and the ticket about the same.
      [{ alertname: 'Burn', severity: 'page', slo: 'Q', ...cluster }, 'page', 'active'],
      [{ alertname: 'Burn', severity: 'ticket', slo: 'Q', ...cluster }, 'ticket', 'suppressed'],
      [{ alertname: 'Burn', severity: 'ticket', slo: 'Other', ...cluster }, 'ticket', 'active'],
      // A node that is gone, with a server and a member of Keeper on it.
      [{ alertname: 'KubeNodeNotReady', severity: 'page', node: 'one' }, 'page', 'active'],
      [{ alertname: 'ClickHouseServerDown', severity: 'page', node: 'one', ...pod('p') }, 'page', 'suppressed'],
      [{ alertname: 'ClickHouseKeeperDown', severity: 'ticket', node: 'one', ...pod('k') }, 'ticket', 'suppressed'],
      [{ alertname: 'ClickHouseMemoryHigh', severity: 'ticket', ...pod('p') }, 'ticket', 'suppressed'],
      [{ alertname: 'ClickHouseMemoryHigh', severity: 'ticket', ...pod('other') }, 'ticket', 'active'],
      [{ alertname: 'ClickHouseServerDown', severity: 'page', node: 'two', ...pod('q') }, 'page', 'active'],
      // A node whose rule wakes nobody leaves pages alone.
      [{ alertname: 'KubeNodeNotReady', severity: 'warning', node: 'three' }, 'ticket', 'active'],
      [{ alertname: 'ClickHouseServerDown', severity: 'page', node: 'three', ...pod('r') }, 'page', 'active'],
      [{ alertname: 'ClickHouseKeeperDown', severity: 'ticket', node: 'three', ...pod('l') }, 'ticket', 'suppressed'],
      // So does a pod whose loss wakes nobody.
      [{ alertname: 'ClickHouseKeeperDown', severity: 'ticket', ...pod('m') }, 'ticket', 'active'],
      [{ alertname: 'ClickHouseKeeperQuorumAtRisk', severity: 'page', ...pod('m') }, 'page', 'active'],
      [{ alertname: 'ClickHouseKeeperSlow', severity: 'ticket', ...pod('m') }, 'ticket', 'suppressed'],
      // What is about no pod, or no node, is the cause of nothing else.
      [{ alertname: 'LakeDown', severity: 'page', ...another }, 'page', 'active'],
      [{ alertname: 'HadoopBlocksMissing', severity: 'page', ...another }, 'page', 'active'],
      // Other rules have severities of their own.
      [{ alertname: 'KubeAPIDown', severity: 'critical' }, 'page', 'active'],
      [{ alertname: 'KubePodCrashLooping', severity: 'critical', team: 'data' }, 'team-data', 'active'],
      [{ alertname: 'KubeQuotaAlmostFull', severity: 'warning' }, 'ticket', 'active'],
      [{ alertname: 'Watchdog', severity: 'none' }, 'nobody', 'active'],
      [{ alertname: 'InfoInhibitor', severity: 'none' }, 'nobody', 'active'],
      [{ alertname: 'CPUThrottlingHigh', severity: 'info' }, 'nobody', 'active'],
    ];
    const became = await alertmanager.fire(expected.map(([labels]) => labels));
    expect(became.map(({ receivers, status }) => [receivers.map(({ name }) => name), status.state])).toEqual(
      expected.map(([, receiver, state]) => [[receiver], state]),
    );
  });
});

describeWithControlPlane('the routing on a real API server', (api) => {
  test('is stored as it is rendered, whoever is told', async () => {
    const key = { secretName: 'receivers', key: 'key' };
    const app = new App();
    new monitoring.AlertRouting(new kubernetes.NamespaceChart(app, 'all-receivers'), 'routing', {
      page: Receiver.pagerDuty(key),
      ticket: Receiver.slack('#data', key),
      teams: {
        webhook: Receiver.webhook(key),
        mail: Receiver.email({ to: 'a@example.com', sender: 'b@example.com', smarthost: 'smtp.example.com:587' }),
        genie: Receiver.opsgenie(key),
        chat: Receiver.teams(key),
        other: Receiver.custom({ snsConfigs: [{ topicARN: 'arn:aws:sns:eu-central-1:111122223333:alerts' }] }),
      },
    });
    expect(await applyAllTwice(api, yamlObjects(app))).toEqual([]);
  });
});
