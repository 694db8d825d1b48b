import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { KubeClient, KubeObject } from './kube-client';
import { freePort, until as poll } from './process';

/** How tests reach the API server. */
export interface ControlPlaneAccess {
  readonly url: string;
  readonly token: string;
  readonly kubeconfig: string;
  /** Who signed its certificate, as PEM. */
  readonly certificate: string;
  /** A file of what service accounts ask for, an event a line. */
  readonly audit: string;
}

/** A running etcd and kube-apiserver. */
export interface ControlPlane {
  readonly access: ControlPlaneAccess;
  readonly stop: () => void;
}

const AUDIT_POLICY = JSON.stringify({
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata', userGroups: ['system:serviceaccounts'] }, { level: 'None' }],
});

/** Starts a real API server with real CRDs, on loopback, in a folder that goes with it. */
export async function startControlPlane(assets: string, crds: string | undefined): Promise<ControlPlane> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'control-plane-'));
  const children: ChildProcess[] = [];
  const stop = () => {
    for (const child of children) child.kill('SIGKILL');
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', stop);
  try {
    const [client, peer, secure] = await Promise.all([freePort(), freePort(), freePort()]);
    const audit = path.join(home, 'audit.log');
    const token = randomBytes(16).toString('hex');
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const write = (name: string, content: string) => {
      fs.writeFileSync(path.join(home, name), content);
      return path.join(home, name);
    };
    const start = (binary: string, args: string[]) => {
      const log = fs.openSync(path.join(home, `${binary}.log`), 'a');
      children.push(spawn(path.join(assets, binary), args, { stdio: ['ignore', log, log] }));
    };
    start('etcd', [
      `--data-dir=${path.join(home, 'etcd')}`,
      `--listen-client-urls=http://127.0.0.1:${client}`,
      `--advertise-client-urls=http://127.0.0.1:${client}`,
      `--listen-peer-urls=http://127.0.0.1:${peer}`,
      '--unsafe-no-fsync',
    ]);
    start('kube-apiserver', [
      `--etcd-servers=http://127.0.0.1:${client}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${secure}`,
      `--cert-dir=${home}`,
      `--token-auth-file=${write('tokens.csv', `${token},admin,admin,system:masters\n`)}`,
      `--service-account-key-file=${write('sa.pub', publicKey.export({ type: 'spki', format: 'pem' }).toString())}`,
      `--service-account-signing-key-file=${write('sa.key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      '--service-cluster-ip-range=10.0.0.0/16',
      '--authorization-mode=RBAC',
      `--audit-policy-file=${write('audit.json', AUDIT_POLICY)}`,
      `--audit-log-path=${audit}`,
      '--allow-privileged=true',
    ]);
    const url = `https://127.0.0.1:${secure}`;
    const kubeconfig = write('kubeconfig', kubeconfigOf(url, token));
    const api = new KubeClient({ url, token });
    await until(() => api.ready(), `kube-apiserver answers; its log is in ${home}`);
    if (crds) await installCrds(api, crds);
    await keepParameters(api);
    // It made this itself, the signer's behind its own.
    const certificate = fs.readFileSync(path.join(home, 'apiserver.crt'), 'utf8');
    return { access: { url, token, kubeconfig, certificate, audit }, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

async function installCrds(api: KubeClient, folder: string): Promise<void> {
  const definitions = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parseAllDocuments(fs.readFileSync(path.join(folder, file), 'utf8')))
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object): object is KubeObject => object?.kind === 'CustomResourceDefinition');
  await Promise.all(definitions.map((definition) => api.apply(definition)));
  await until(async () => {
    const stored = await Promise.all(definitions.map((definition) => api.get(definition)));
    return stored.every(established);
  }, 'all CRDs are established');
  await until(async () => {
    const kinds = new Set((await api.discover()).map(({ kind }) => kind));
    return definitions.every((definition) => kinds.has((definition.spec as { names: { kind: string } }).names.kind));
  }, 'all CRDs are served');
}

/**
 * A policy with parameters that nothing matches. Once the last of those whose parameters are StatefulSets is unbound, the API server never sees how
 * they change again, so that one suite would change what the guards of another one do.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/130887
 */
async function keepParameters(api: KubeClient): Promise<void> {
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const metadata = { name: 'parameters' };
  const rule = { apiGroups: ['nothing.test'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['nothings'] };
  await api.apply({
    apiVersion,
    kind: 'ValidatingAdmissionPolicy',
    metadata,
    spec: {
      paramKind: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
      matchConstraints: { resourceRules: [rule] },
      validations: [{ expression: 'true' }],
    },
  });
  await api.apply({
    apiVersion,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata,
    spec: {
      policyName: 'parameters',
      paramRef: { selector: {}, parameterNotFoundAction: 'Allow' },
      validationActions: ['Deny'],
    },
  });
}

function established(object: KubeObject | undefined): boolean {
  const conditions = (object?.status as { conditions?: { type: string; status: string }[] } | undefined)?.conditions;
  return conditions?.some(({ type, status }) => type === 'Established' && status === 'True') ?? false;
}

/** A kubeconfig; whom to trust stands in it where that is given, for clients that can do no other. */
export function kubeconfigOf(server: string, token: string, certificate?: string): string {
  const trust = certificate
    ? { 'certificate-authority-data': Buffer.from(certificate).toString('base64') }
    : { 'insecure-skip-tls-verify': true };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'test', cluster: { server, ...trust } }],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
  });
}

async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  let holds = false;
  await poll(async () => (holds = await condition().catch(() => false)), 120);
  if (!holds) throw new Error(`waited 120 s in vain until ${what}`);
}

/** Runs kubectl against the control plane. */
export function kubectl(access: ControlPlaneAccess, args: string[]): string {
  return execFileSync('kubectl', ['--kubeconfig', access.kubeconfig, ...args], { encoding: 'utf8', stdio: 'pipe' });
}
