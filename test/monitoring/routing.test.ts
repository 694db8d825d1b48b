import { kubernetes, monitoring } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { Alertmanager, AlertStatus } from '../helpers/alertmanager';
import { describeWithCommand } from '../helpers/authorities';
import { find, yamlObjects } from '../helpers/synth';

const { Receiver } = monitoring;

function routing() {
  const key = (name: string) => ({ secretName: 'receivers', key: name });
  const app = new App();
  new monitoring.AlertRouting(new kubernetes.NamespaceChart(app, 'alerts'), 'routing', {
    page: Receiver.pagerDuty(key('pagerduty')),
    ticket: Receiver.slack('#data', key('slack')),
    teams: { data: Receiver.webhook(key('data')) },
    deadMansSwitch: Receiver.webhook(key('switch')),
  });
  return find(yamlObjects(app), 'AlertmanagerConfig');
}

const cluster = { engine: 'clickhouse', namespace: 'olap', engine_cluster: 'events' };
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
    ];
    const became = await alertmanager.fire(expected.map(([labels]) => labels));
    expect(became.map(({ receivers, status }) => [receivers.map(({ name }) => name), status.state])).toEqual(
      expected.map(([, receiver, state]) => [[receiver], state]),
    );
  });
});
