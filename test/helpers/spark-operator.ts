import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Controlled, SparkPrograms } from './authorities';
import {
  applyChart,
  chartObjects,
  deployed,
  kubeconfigFor,
  removeChart,
  RunningProgram,
  startProgram,
  webhooksTrusted,
} from './chart-program';
import { freePort } from './process';

/** What an operator of Spark is started with. */
export interface SparkOperatorInput {
  /** The namespace of its release, which exists, and so do those of jobs. */
  readonly namespace: string;
  /** The values of its chart: `spark.jobNamespaces` says where it works, `webhook.enable` whether it defaults and checks. */
  readonly values: Record<string, unknown>;
  /** Where Connect servers find the API server, as its own pod would: they are told what it is told. Default: where this machine does. */
  readonly environment?: { readonly KUBERNETES_SERVICE_HOST: string; readonly KUBERNETES_SERVICE_PORT: string };
}

/** Replaces flags of a command line, and adds those that are not there. */
function withFlags(args: string[], flags: Record<string, string>): string[] {
  const kept = args.filter((arg) => !Object.keys(flags).some((flag) => arg.startsWith(`--${flag}=`)));
  return [...kept, ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)];
}

/**
 * The operator of Spark as its chart starts it: with the arguments, and with no more rights than, the chart gives it, beside an API server that calls
 * its webhooks. Its spark-submit is a real one.
 */
export class SparkOperator {
  /** Starts it, with its webhooks where its values enable them. */
  public static async start(
    operator: Controlled & { readonly spark: SparkPrograms },
    { namespace, values, environment }: SparkOperatorInput,
  ): Promise<SparkOperator> {
    const { api, access, chart, program, spark } = operator;
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'spark-operator-'));
    const objects = chartObjects(chart, namespace, namespace, values);
    const [webhook, metrics, ...health] = await Promise.all(Array.from({ length: 5 }, () => freePort()));
    await applyChart(api, objects, webhook);
    const started: RunningProgram[] = [];
    const { hostname, port } = new URL(access.url);
    const start = async (part: string, flags: Record<string, string>) => {
      const { account, args } = deployed(objects, `-${part}`);
      const kubeconfig = path.join(folder, `${part}.kubeconfig`);
      fs.writeFileSync(kubeconfig, kubeconfigFor(access, namespace, account));
      const probe = `127.0.0.1:${health.pop()}`;
      const env = {
        KUBECONFIG: kubeconfig,
        KUBERNETES_SERVICE_HOST: hostname,
        KUBERNETES_SERVICE_PORT: port,
        ...environment,
        SPARK_HOME: fs.realpathSync(spark.home),
      };
      // Nobody else is there to lead, and what was killed would lead on for a while.
      const all = { 'health-probe-bind-address': probe, 'leader-election': 'false', ...flags };
      started.push(await startProgram(folder, [program, ...withFlags(args, all)], env, `http://${probe}/readyz`));
    };
    const running = new SparkOperator(`http://127.0.0.1:${metrics}/metrics`, started, async () => {
      await removeChart(api, objects);
      for (const each of started) await each.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    });
    try {
      if (objects.some(({ kind }) => kind === 'MutatingWebhookConfiguration')) {
        const certificates = path.join(folder, 'certificates');
        const address = `127.0.0.1:${health.pop()}`;
        await start('webhook', {
          'metrics-bind-address': address,
          'webhook-cert-dir': certificates,
          'webhook-port': String(webhook),
        });
        await webhooksTrusted(api, objects);
      }
      await start('controller', { 'metrics-bind-address': `127.0.0.1:${metrics}` });
    } catch (error) {
      await running.stop();
      throw error;
    }
    return running;
  }

  private constructor(
    /** Where the controller shows its metrics. */
    public readonly metrics: string,
    private readonly programs: RunningProgram[],
    /** Ends it, and takes its webhooks away. */
    public readonly stop: () => Promise<void>,
  ) {}

  /** All that its programs have printed. */
  public log(): string {
    return this.programs.map((program) => program.log()).join('\n');
  }
}
