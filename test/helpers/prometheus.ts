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

/** A real Prometheus that scrapes targets of the test and evaluates its rules, every second. */
export class Prometheus {
  public static async start(rules: string, targets: Target[]): Promise<Prometheus> {
    const exporter = http.createServer((request, response) => {
      response.setHeader('Content-Type', 'text/plain; version=0.0.4');
      response.end(targets[Number(request.url?.slice(1))]?.exposition());
    });
    exporter.listen(0, '127.0.0.1');
    await new Promise((done) => exporter.once('listening', done));
    const { port: exporterPort } = exporter.address() as AddressInfo;
    const configuration = stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: ['rules.yaml'],
      scrape_configs: targets.map(({ job, labels }, index) => ({
        job_name: `${job}-${index}`,
        metrics_path: `/${index}`,
        static_configs: [{ targets: [`127.0.0.1:${exporterPort}`], labels }],
        relabel_configs: [{ target_label: 'job', replacement: job }],
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
