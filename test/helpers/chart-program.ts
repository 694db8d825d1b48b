import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ControlPlaneAccess, kubeconfigOf, kubectl } from './control-plane-process';
import { Helm, objectsIn } from './helm';
import { KubeClient, KubeObject } from './kube-client';
import { until } from './process';

/** What helm makes of a chart. */
export function chartObjects(
  chart: string,
  release: string,
  namespace: string,
  values: Record<string, unknown>,
): KubeObject[] {
  const helm = new Helm();
  try {
    const objects = objectsIn(helm.run('template', release, chart, '--namespace', namespace, ...helm.values(values)));
    return objects.map((object) => ({ ...object, metadata: { namespace, ...object.metadata } }));
  } finally {
    helm.remove();
  }
}

interface Definition extends KubeObject {
  readonly spec: {
    readonly conversion?: { readonly webhook?: { readonly clientConfig: { service: { port?: number } } } };
  };
}

interface WebhookConfiguration extends KubeObject {
  readonly webhooks: { readonly clientConfig: { readonly caBundle?: string; readonly service: object } }[];
}

const isWebhooks = (object: KubeObject): object is WebhookConfiguration => object.kind.endsWith('WebhookConfiguration');

/**
 * Makes the objects of a chart whose program runs on this machine: its account and what that may do, its webhooks and their Service. The API server
 * goes where a Service of type ExternalName says, and still asks for a certificate of the Service's own name.
 */
export async function applyChart(api: KubeClient, objects: KubeObject[], webhookPort: number): Promise<void> {
  for (const object of objects.filter(({ kind }) => kind === 'CustomResourceDefinition')) {
    const definition = structuredClone(object) as Definition;
    const service = definition.spec.conversion?.webhook?.clientConfig.service;
    if (service) service.port = webhookPort;
    await api.apply(definition);
  }
  const wanted = ['ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'Secret', 'Service'];
  for (const kind of wanted) {
    for (const object of objects.filter((candidate) => candidate.kind === kind)) {
      const local = { type: 'ExternalName', externalName: 'localhost' };
      await api.apply(kind === 'Service' ? { ...object, spec: local } : object);
    }
  }
  for (const object of objects.filter(isWebhooks)) {
    const webhooks = object.webhooks.map((webhook) => {
      const service = { ...webhook.clientConfig.service, port: webhookPort };
      return { ...webhook, clientConfig: { ...webhook.clientConfig, service } };
    });
    await api.apply({ ...object, webhooks });
  }
}

/** Waits until the API server knows whom to trust as a chart's webhooks: their own program tells it. */
export async function webhooksTrusted(api: KubeClient, objects: KubeObject[]): Promise<void> {
  await until(async () => {
    const stored = await Promise.all(objects.filter(isWebhooks).map((object) => api.get(object)));
    return stored.every((object) =>
      (object as WebhookConfiguration).webhooks.every(({ clientConfig }) => clientConfig.caBundle),
    );
  }, 60);
}

/** Takes the cluster's own objects of a chart away: the next API request would wait for webhooks that nobody serves. */
export async function removeChart(api: KubeClient, objects: KubeObject[]): Promise<void> {
  for (const object of objects.filter(({ kind }) => /WebhookConfiguration|^ClusterRole/.test(kind))) {
    await api.delete(object).catch(() => undefined);
  }
}

/** A kubeconfig with the rights of a service account. */
export function kubeconfigFor(access: ControlPlaneAccess, namespace: string, account: string): string {
  const token = kubectl(access, ['create', 'token', account, '--namespace', namespace, '--duration', '2h']).trim();
  return kubeconfigOf(access.url, token, access.certificate);
}

/** The account and the arguments of the first container of a rendered Deployment. */
export function deployed(objects: KubeObject[], suffix: string): { account: string; args: string[] } {
  const found = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name.endsWith(suffix));
  const { spec } = (found!.spec as { template: { spec: { serviceAccountName: string; containers: object[] } } })
    .template;
  return { account: spec.serviceAccountName, args: (spec.containers[0] as { args: string[] }).args };
}

/** A program that was started for a test. */
export interface RunningProgram {
  /** All that it has printed. */
  readonly log: () => string;
  /** Ends it. */
  readonly stop: () => Promise<void>;
}

/** Starts a program, and waits until an address of its own says that it is ready. */
export async function startProgram(
  folder: string,
  [command, ...args]: string[],
  env: Record<string, string>,
  ready: string,
): Promise<RunningProgram> {
  const file = path.join(fs.mkdtempSync(path.join(folder, 'program-')), 'log');
  const output = fs.openSync(file, 'a');
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', output, output] });
  fs.closeSync(output);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const log = () => fs.readFileSync(file, 'utf8');
  const isReady = async () => (await fetch(ready).catch(() => undefined))?.ok === true;
  let answered = false;
  await until(async () => child.exitCode !== null || (answered = await isReady()), 120);
  if (!answered) {
    kill();
    throw new Error(`${command} ${args.join(' ')} is not ready: ${log()}`);
  }
  return {
    log,
    stop: async () => {
      process.off('exit', kill);
      const ended = child.exitCode === null ? new Promise((done) => child.once('exit', done)) : undefined;
      kill();
      await ended;
    },
  };
}
