import * as fs from 'node:fs';
import * as https from 'node:https';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse, stringify } from 'yaml';
import { KueuePrograms } from './authorities';
import { applyChart, chartObjects, deployed, kubeconfigFor, startProgram, webhooksTrusted } from './chart-program';
import { ControlPlaneAccess, startControlPlane } from './control-plane-process';
import { KubeClient, KubeObject } from './kube-client';
import { freePort, until } from './process';

const NAMESPACE = 'kueue-system';

/** As much of Kueue's own configuration as is another one on this machine. */
interface Configuration {
  readonly internalCertManagement: { readonly webhookSecretName: string };
  [part: string]: unknown;
}

/** Kueue as its chart starts it, beside an API server of its own, whose definitions are those of its chart and of Spark's operator. */
export class Kueue {
  /**
   * Starts both.
   *
   * @param values the values of its chart
   */
  public static async start(
    { program, chart, assets, crds }: KueuePrograms,
    values: Record<string, unknown>,
  ): Promise<Kueue> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kueue-'));
    const spark = fs.readdirSync(crds).filter((name) => name.includes('spark'));
    for (const name of spark) fs.cpSync(path.join(crds, name), path.join(folder, 'crds', name));
    const { access, stop } = await startControlPlane(assets, path.join(folder, 'crds'));
    const stops = [() => Promise.resolve(stop())];
    const end = async () => {
      for (const each of stops.reverse()) await each();
      fs.rmSync(folder, { recursive: true, force: true });
    };
    try {
      const api = new KubeClient(access);
      await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
      const objects = chartObjects(chart, 'kueue', NAMESPACE, values);
      const [webhook, metrics, health] = await Promise.all([freePort(), freePort(), freePort()]);
      await applyChart(api, objects, webhook);
      const certificates = path.join(folder, 'certificates');
      const configuration = configurationOf(objects);
      const file = path.join(folder, 'configuration.yaml');
      fs.writeFileSync(
        file,
        stringify({
          ...configuration,
          namespace: NAMESPACE,
          leaderElection: { leaderElect: false },
          metrics: { ...(configuration.metrics as object), bindAddress: `127.0.0.1:${metrics}` },
          health: { healthProbeBindAddress: `127.0.0.1:${health}` },
          webhook: { host: '127.0.0.1', port: webhook, certDir: certificates },
        }),
      );
      const { account, args } = deployed(objects, '-controller-manager');
      const kubeconfig = path.join(folder, 'kubeconfig');
      fs.writeFileSync(kubeconfig, kubeconfigFor(access, NAMESPACE, account));
      const secret = configuration.internalCertManagement.webhookSecretName;
      const mounted = mountCertificates(api, secret, certificates).catch(() => undefined);
      const running = await startProgram(
        folder,
        [program, `--config=${file}`, ...withoutVisibility(args.filter((arg) => !arg.startsWith('--config=')))],
        { KUBECONFIG: kubeconfig },
        `http://127.0.0.1:${health}/readyz`,
      );
      stops.push(running.stop);
      await mounted;
      await webhooksTrusted(api, objects);
      return new Kueue(api, access, metrics, running.log, end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  private constructor(
    public readonly api: KubeClient,
    public readonly access: ControlPlaneAccess,
    private readonly port: number,
    /** All that it has printed. */
    public readonly log: () => string,
    /** Ends both. */
    public readonly stop: () => Promise<void>,
  ) {}

  /** What it shows of itself: to whoever may see it, with a certificate that it made. */
  public metrics(): Promise<string> {
    const headers = { Authorization: `Bearer ${this.access.token}` };
    return new Promise((resolve, reject) => {
      const url = `https://127.0.0.1:${this.port}/metrics`;
      const request = https.get(url, { headers, rejectUnauthorized: false }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve(text));
      });
      request.on('error', reject);
    });
  }
}

function configurationOf(objects: KubeObject[]): Configuration {
  const { data } = objects.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.endsWith('-manager-config'),
  )!;
  return parse((data as Record<string, string>)['controller_manager_config.yaml']) as Configuration;
}

/** What it serves itself for queues' positions is an API of its own, which needs more of a cluster. */
function withoutVisibility(args: string[]): string[] {
  const [name, off] = ['--feature-gates=', 'VisibilityOnDemand=false'];
  const gates = args.find((arg) => arg.startsWith(name));
  return gates ? args.map((arg) => (arg === gates ? `${gates},${off}` : arg)) : [...args, `${name}${off}`];
}

/** As the kubelet does with the Secret that Kueue fills. */
async function mountCertificates(api: KubeClient, name: string, folder: string): Promise<void> {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: NAMESPACE } };
  let data: Record<string, string> = {};
  await until(async () => {
    data = ((await api.get(secret))?.data ?? {}) as Record<string, string>;
    return 'tls.crt' in data;
  }, 60);
  fs.mkdirSync(folder);
  for (const [key, value] of Object.entries(data)) {
    fs.writeFileSync(path.join(folder, key), Buffer.from(value, 'base64'));
  }
}
