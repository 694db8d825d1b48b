import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';
import { Ended, run } from './programs';
import { DorisServer } from './server/doris-server';
import { HttpServer } from './server/http-server';

interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef?: { readonly name: string; readonly key: string };
    readonly fieldRef?: { readonly fieldPath: string };
  };
}

interface Container {
  readonly name: string;
  readonly command: string[];
  readonly env: EnvVar[];
  readonly volumeMounts: { readonly name: string; readonly mountPath: string; readonly subPath?: string }[];
}

interface Volume {
  readonly name: string;
  readonly configMap?: { readonly name: string };
  readonly secret?: { readonly secretName: string; readonly items?: { readonly key: string; readonly path: string }[] };
}

/** How a job runs. */
export interface JobRun {
  /** What of the pod is known by the downward API, by the path of the field. */
  readonly fields?: Record<string, string>;
  /** What Secrets hold, by name and key, `sales-root/password`: those that nothing makes, too. Others hold what `valueOf` says. */
  readonly secrets?: Record<string, string>;
}

/** What a Secret holds by itself: another value each. */
export const valueOf = (secretName: string, key: string): string =>
  key === 'username' ? secretName.replace(/^.*-/, '') : `${secretName}' "\\$(x) ${key}`;

/** Runs what an object would run in its pod, its containers one after the other, with the variables and the files that it has there and no others. */
export async function runJob(
  server: DorisServer,
  objects: KubeObject[],
  job: { kind: string; name: string },
  { fields = {}, secrets = {} }: JobRun = {},
): Promise<Ended> {
  const [{ template }] = podTemplatesOf(find(objects, job.kind, job.name));
  const {
    containers,
    initContainers = [],
    volumes = [],
  } = template.spec as unknown as {
    containers: Container[];
    initContainers?: Container[];
    volumes?: Volume[];
  };
  const secret = (name: string, key: string): string => {
    const given = secrets[`${name}/${key}`];
    if (given !== undefined) return given;
    if (!keysOf(objects, name).includes(key)) throw new Error(`nothing makes the key ${key} of the Secret ${name}`);
    return valueOf(name, key);
  };
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'job-'));
  try {
    let output = '';
    for (const container of [...initContainers, ...containers]) {
      for (const mount of container.volumeMounts) {
        put(
          root,
          mount,
          filesOf(
            volumes.find(({ name }) => name === mount.name)!,
            objects,
            secret,
          ),
        );
      }
      const [shell, file, ...rest] = container.command;
      expect([shell, rest]).toEqual(['/bin/bash', []]);
      // Folders of the pod lie somewhere else here.
      const program = fs.readFileSync(path.join(root, file), 'utf8').replaceAll('/etc/', `${root}/etc/`);
      const env = Object.fromEntries(container.env.map((variable) => [variable.name, value(variable, secret, fields)]));
      const ended = await run(server, program, { env: { ...env, ...addressesOf(server, env) } });
      output += ended.output;
      if (ended.status !== 0) return { ...ended, output };
    }
    return { status: 0, output };
  } finally {
    fs.rmSync(root, { recursive: true });
  }
}

/** Names and ports of the cluster are those of this machine. */
function addressesOf(server: DorisServer, env: Record<string, string>): Record<string, string> {
  expect(env).toMatchObject({ DORIS_HOST: 'sales-fe-service.warehouse.svc.cluster.local', DORIS_PORT: '9030' });
  return {
    DORIS_HOST: '127.0.0.1',
    DORIS_PORT: String(server.port()),
    ...(env.DORIS_HTTP_PORT && { DORIS_HTTP_PORT: String(HttpServer.portOf(server.http.frontend)) }),
  };
}

function value(
  { value: text, valueFrom }: EnvVar,
  secret: (name: string, key: string) => string,
  fields: Record<string, string>,
): string {
  const { secretKeyRef, fieldRef } = valueFrom ?? {};
  if (secretKeyRef) return secret(secretKeyRef.name, secretKeyRef.key);
  if (fieldRef) return fields[fieldRef.fieldPath];
  return text ?? '';
}

function filesOf(
  { configMap, secret }: Volume,
  objects: KubeObject[],
  valueIn: (name: string, key: string) => string,
): Record<string, string> {
  if (configMap) return find<KubeObject & { data: Record<string, string> }>(objects, 'ConfigMap', configMap.name).data;
  return Object.fromEntries(
    (secret?.items ?? []).map(({ key, path: file }) => [file, valueIn(secret!.secretName, key)]),
  );
}

function put(root: string, mount: Container['volumeMounts'][number], files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    if (mount.subPath !== undefined && mount.subPath !== name) continue;
    const file = path.join(root, mount.mountPath, mount.subPath === undefined ? name : '');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
}

/** The keys that a Secret gets. */
function keysOf(objects: KubeObject[], name: string): string[] {
  return objects
    .filter(({ kind }) => kind === 'ExternalSecret')
    .map(({ spec }) => (spec as { target: { name: string; template: { data: object } } }).target)
    .filter((target) => target.name === name)
    .flatMap(({ template }) => Object.keys(template.data));
}
