import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import { stringify } from 'yaml';
import { startServer } from './process';

/** One process that exposes metrics, as Prometheus sees it. */
export interface Target {
  readonly job: string;
  readonly labels: Record<string, string>;
  /** The exposition, when it is asked for. */
  readonly exposition: () => string;
  /** Default: Prometheus' own format. */
  readonly contentType?: string;
  /** Whose name it is shown to, who has no password. Default: it is shown to everybody. */
  readonly user?: string;
  /** What a PodMonitor says is done with its series. Default: nothing. */
  readonly metricRelabelings?: object[];
}

interface Answer<Data> {
  readonly status: string;
  readonly data: Data;
  readonly error?: string;
}

/** A rule, as Prometheus says how it fares. */
export interface RuleHealth {
  readonly name: string;
  readonly health: 'ok' | 'err' | 'unknown';
  readonly lastError?: string;
}

/** A PodMonitor's relabeling, as Prometheus' operator hands it on. */
function snakeCased(relabeling: object): object {
  return Object.fromEntries(
    Object.entries(relabeling).map(([key, value]): [string, unknown] => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

/** A real Prometheus that scrapes targets of the test and evaluates its rules, every second. */
export class Prometheus {
  public static async start(rules: string, targets: Target[]): Promise<Prometheus> {
    const exporter = http.createServer((request, response) => {
      const { exposition, user, contentType = 'text/plain; version=0.0.4' } = targets[Number(request.url?.slice(1))];
      const welcome = user === undefined || request.headers.authorization === `Basic ${btoa(`${user}:`)}`;
      response.writeHead(welcome ? 200 : 401, { 'Content-Type': contentType });
      response.end(welcome ? exposition() : '');
    });
    exporter.listen(0, '127.0.0.1');
    await new Promise((done) => exporter.once('listening', done));
    const { port: exporterPort } = exporter.address() as AddressInfo;
    const configuration = stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: ['rules.yaml'],
      scrape_configs: targets.map(({ job, labels, user, metricRelabelings = [] }, index) => ({
        job_name: `${job}-${index}`,
        metrics_path: `/${index}`,
        static_configs: [{ targets: [`127.0.0.1:${exporterPort}`], labels }],
        relabel_configs: [{ target_label: 'job', replacement: job }],
        ...(user !== undefined && { basic_auth: { username: user, password: '' } }),
        metric_relabel_configs: metricRelabelings.map(snakeCased),
      })),
    });
    const files = { 'rules.yaml': rules, 'prometheus.yaml': configuration };
    const server = await startServer('prometheus', files, (folder) => [
      `--config.file=${folder}/prometheus.yaml`,
      `--storage.tsdb.path=${folder}/data`,
    ]);
    return new Prometheus(server.url, async () => {
      exporter.close();
      exporter.closeAllConnections();
      await server.stop();
    });
  }

  private constructor(
    private readonly url: string,
    public readonly stop: () => Promise<void>,
  ) {}

  /** How many series a query gives, or why it gives none. */
  public async series(promql: string): Promise<number | string> {
    const { data, error } = await this.get<{ result: unknown[] }>(`query?query=${encodeURIComponent(promql)}`);
    return error ?? data.result.length;
  }

  /** The labels of the series that a query gives. */
  public async labels(promql: string): Promise<Record<string, string>[]> {
    const { data } = await this.get<{ result: { metric: Record<string, string> }[] }>(
      `query?query=${encodeURIComponent(promql)}`,
    );
    return data.result.map(({ metric }) => metric);
  }

  /** The panels whose queries give no series, or why they give none. */
  public async empty(
    queries: readonly { readonly panel: string; readonly promql: string }[],
  ): Promise<{ panel: string; series: number | string }[]> {
    const found = await Promise.all(
      queries.map(async ({ panel, promql }) => ({ panel, series: await this.series(promql) })),
    );
    return found.filter(({ series }) => typeof series === 'string' || series === 0);
  }

  /** The rules that were not evaluated, or not yet. */
  public async wrong(): Promise<RuleHealth[]> {
    return (await this.rules()).filter(({ health }) => health !== 'ok');
  }

  /** Every rule. */
  public async rules(): Promise<RuleHealth[]> {
    const { data } = await this.get<{ groups: { rules: RuleHealth[] }[] }>('rules');
    return data.groups.flatMap(({ rules }) => rules);
  }

  private async get<Data>(question: string): Promise<Answer<Data>> {
    const response = await fetch(`${this.url}/api/v1/${question}`);
    return (await response.json()) as Answer<Data>;
  }
}
