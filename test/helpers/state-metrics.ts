import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { stringify } from 'yaml';
import { kubeconfigFor, startProgram } from './chart-program';
import { ControlPlaneAccess } from './control-plane-process';
import { KubeClient, KubeObject } from './kube-client';
import { freePort } from './process';

/** What kube-state-metrics is started with. */
export interface StateMetricsInput {
  readonly api: KubeClient;
  readonly access: ControlPlaneAccess;
  readonly program: string;
  /** The namespace of its account, which exists. */
  readonly namespace: string;
  /** The values of its chart. */
  readonly values: {
    readonly customResourceState: { readonly config: object };
    readonly rbac: { readonly extraRules: object[] };
  };
}

/** The kinds of Kubernetes' own that are looked at: its chart names all that there are. */
const RESOURCES = { pods: '', deployments: 'apps' };

const RIGHTS = 'rbac.authorization.k8s.io';

/** kube-state-metrics with the rights and the file that its chart gives it. */
export class StateMetrics {
  /** Starts it. */
  public static async start({ api, access, program, namespace, values }: StateMetricsInput): Promise<StateMetrics> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'state-metrics-'));
    const name = `${namespace}-state-metrics`;
    const rules = [
      ...Object.entries(RESOURCES).map(([resource, group]) => ({ apiGroups: [group], resources: [resource] })),
      { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'] },
    ].map((rule) => ({ ...rule, verbs: ['list', 'watch'] }));
    const rights: KubeObject[] = [
      {
        apiVersion: `${RIGHTS}/v1`,
        kind: 'ClusterRole',
        metadata: { name },
        rules: [...rules, ...values.rbac.extraRules],
      },
      {
        apiVersion: `${RIGHTS}/v1`,
        kind: 'ClusterRoleBinding',
        metadata: { name },
        roleRef: { apiGroup: RIGHTS, kind: 'ClusterRole', name },
        subjects: [{ kind: 'ServiceAccount', name, namespace }],
      },
    ];
    await api.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
    for (const right of rights) await api.apply(right);
    const [kubeconfig, config] = ['kubeconfig', 'config.yaml'].map((file) => path.join(folder, file));
    fs.writeFileSync(kubeconfig, kubeconfigFor(access, namespace, name));
    fs.writeFileSync(config, stringify(values.customResourceState.config));
    const [port, own] = await Promise.all([freePort(), freePort()]);
    const url = `http://127.0.0.1:${port}`;
    const args = [
      ...['host', 'telemetry-host'].map((flag) => `--${flag}=127.0.0.1`),
      `--port=${port}`,
      `--telemetry-port=${own}`,
      `--kubeconfig=${kubeconfig}`,
      `--custom-resource-state-config-file=${config}`,
      `--resources=${Object.keys(RESOURCES).join(',')}`,
    ];
    const running = await startProgram(folder, [program, ...args], {}, `${url}/healthz`);
    return new StateMetrics(url, running.log, async () => {
      await running.stop();
      for (const right of rights) await api.delete(right);
      fs.rmSync(folder, { recursive: true, force: true });
    });
  }

  private constructor(
    private readonly url: string,
    /** All that it has printed. */
    public readonly log: () => string,
    /** Ends it. */
    public readonly stop: () => Promise<void>,
  ) {}

  /** What it shows. */
  public async metrics(): Promise<string> {
    return (await fetch(`${this.url}/metrics`)).text();
  }
}
