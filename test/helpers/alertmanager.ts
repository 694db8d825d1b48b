import { stringify } from 'yaml';
import { KubeObject } from './kube-client';
import { startServer, until } from './process';

/** What became of an alert. */
export interface AlertStatus {
  readonly labels: Record<string, string>;
  readonly receivers: { readonly name: string }[];
  readonly status: { readonly state: 'unprocessed' | 'active' | 'suppressed' };
}

interface Header {
  readonly key: string;
  readonly value: string;
}

/** The configuration that the operator makes of an AlertmanagerConfig, where it is not confined to its namespace. */
function configurationOf(object: KubeObject): unknown {
  const snake = (name: string) => name.replace(/[A-Z]+/g, (upper) => `_${upper.toLowerCase()}`);
  const renamed: Record<string, string> = {
    urlSecret: 'url',
    sourceMatch: 'source_matchers',
    targetMatch: 'target_matchers',
  };
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert);
    if (typeof value !== 'object' || value === null) return value;
    const members = value as Record<string, string>;
    if ('name' in members && 'key' in members) return 'http://127.0.0.1:1/secret';
    if ('name' in members && 'value' in members) return `${members.name}${members.matchType ?? '='}"${members.value}"`;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        renamed[name] ?? snake(name),
        // A list of headers is a map there.
        name === 'headers'
          ? Object.fromEntries((member as Header[]).map(({ key, value }) => [key, value]))
          : convert(member),
      ]),
    );
  };
  return convert(object.spec);
}

/** A real Alertmanager with the routing of an AlertmanagerConfig. */
export class Alertmanager {
  public static async start(routing: KubeObject): Promise<Alertmanager> {
    const files = { 'alertmanager.yaml': stringify(configurationOf(routing)) };
    const { url, stop } = await startServer('prometheus-alertmanager', files, (folder) => [
      `--config.file=${folder}/alertmanager.yaml`,
      `--storage.path=${folder}/data`,
      '--cluster.listen-address=',
    ]);
    return new Alertmanager(url, stop);
  }

  private constructor(
    private readonly url: string,
    public readonly stop: () => Promise<void>,
  ) {}

  /** Fires alerts, and says what became of each, in their order. */
  public async fire(alerts: Record<string, string>[]): Promise<AlertStatus[]> {
    await fetch(`${this.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(alerts.map((labels) => ({ labels }))),
    });
    const statuses = async () => (await (await fetch(`${this.url}/api/v2/alerts`)).json()) as AlertStatus[];
    // Alerts are looked at when their group is due, half a minute after the first.
    await until(async () => (await statuses()).every(({ status }) => status.state !== 'unprocessed'), 60);
    const all = await statuses();
    const same = (a: Record<string, string>, b: Record<string, string>) =>
      Object.entries(a).every(([name, value]) => b[name] === value);
    return alerts.map((labels) => all.find((status) => same(labels, status.labels)) as AlertStatus);
  }
}
