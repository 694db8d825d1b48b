import * as fs from 'node:fs';
import * as path from 'node:path';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';

interface Source {
  readonly secretKeyRef?: { readonly name: string; readonly key: string };
  readonly fieldRef?: { readonly fieldPath: string };
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: Source;
}

interface Volume {
  readonly name: string;
  readonly configMap?: { readonly name: string };
  readonly secret?: { readonly secretName: string; readonly items?: { readonly key: string; readonly path: string }[] };
  readonly projected?: object;
}

interface Container {
  readonly name: string;
  readonly command?: string[];
  readonly env?: Variable[];
  readonly volumeMounts?: { readonly name: string; readonly mountPath: string; readonly subPath?: string }[];
  readonly lifecycle?: { readonly preStop?: { readonly exec: { readonly command: string[] } } };
}

interface Pod {
  readonly initContainers?: Container[];
  readonly containers: Container[];
  readonly volumes?: Volume[];
}

/** What a pod is given that no object has. */
export interface Given {
  /** What of the pod is known by the downward API, by the path of the field. */
  readonly fields?: Record<string, string>;
  /** What Secrets hold, by name and key, `sales-root/password`: those that nothing makes, too. Others hold what `valueOf` says. */
  readonly secrets?: Record<string, string>;
  /**
   * The folder that stands for the token and the certificate.
   * @default - no container reads them
   */
  readonly account?: string;
  /** Programs of the image, by their paths. */
  readonly image?: Record<string, string>;
}

/** A container as it is rendered, on this machine. */
export interface Unpacked {
  readonly command: string;
  readonly preStop: string;
  /** Its variables, as Kubernetes sets them. */
  readonly env: Record<string, string>;
}

/** What a Secret holds by itself: another value each. */
export const valueOf = (secretName: string, key: string): string =>
  key === 'username' ? secretName.replace(/^.*-/, '') : `${secretName}' "\\$(x) ${key}`;

const word = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** Lays out what the containers of an object mount in a folder, for whose places their paths stand, in their programs too: each container, in their order. */
export function unpacked(objects: KubeObject[], object: KubeObject, given: Given, folder: string): Unpacked[] {
  const pod = podTemplatesOf(object)[0].template.spec as unknown as Pod;
  const containers = [...(pod.initContainers ?? []), ...pod.containers];
  const mounts = containers.flatMap(({ volumeMounts = [] }) =>
    volumeMounts.map((mount) => ({ ...mount, volume: pod.volumes?.find(({ name }) => name === mount.name) })),
  );
  const image = Object.entries(given.image ?? {});
  const places = new Map([
    ...mounts.map(({ mountPath, subPath, volume }): [string, string] => {
      const place = subPath === undefined ? mountPath : path.dirname(mountPath);
      return [place, volume?.projected ? accountIn(given) : path.join(folder, place)];
    }),
    ...image.map(([file]): [string, string] => [file, path.join(folder, file)]),
  ]);
  places.delete('/tmp');
  const at = placesIn(places);
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, at(text), { mode: 0o755 });
  };
  const secret = secretsOf(objects, given);
  for (const { mountPath, subPath, volume } of mounts) {
    for (const [name, text] of Object.entries(filesOf(objects, volume, secret))) {
      if (subPath === undefined) write(path.join(folder, mountPath, name), text);
      else if (subPath === name) write(path.join(folder, mountPath), text);
    }
  }
  for (const [file, text] of image) write(path.join(folder, file), text);
  const setTo = ({ value = '', valueFrom: { secretKeyRef, fieldRef } = {} }: Variable) => {
    if (secretKeyRef) return secret(secretKeyRef.name, secretKeyRef.key);
    return fieldRef ? (given.fields?.[fieldRef.fieldPath] ?? '') : value;
  };
  const asProgram = (words: string[]) => words.map((each) => word(at(each))).join(' ');
  return containers.map(({ command = [], env = [], lifecycle }) => ({
    command: asProgram(command),
    preStop: asProgram(lifecycle?.preStop?.exec.command ?? []),
    env: Object.fromEntries(env.map((variable) => [variable.name, setTo(variable)])),
  }));
}

function accountIn({ account }: Given): string {
  if (account === undefined) throw new Error('nothing stands for the token');
  return account;
}

/** What stands in a text for paths of a container, all at once: a place may be part of the path that stands for another. */
function placesIn(places: Map<string, string>): (text: string) => string {
  const longestFirst = [...places.keys()].sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (text) => text;
  const any = new RegExp(longestFirst.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  return (text) => text.replace(any, (found) => places.get(found)!);
}

type Secrets = (name: string, key: string) => string;

function secretsOf(objects: KubeObject[], { secrets = {} }: Given): Secrets {
  return (name, key) => {
    const said = secrets[`${name}/${key}`];
    if (said !== undefined) return said;
    if (!keysOf(objects, name).includes(key)) throw new Error(`nothing makes the key ${key} of the Secret ${name}`);
    return valueOf(name, key);
  };
}

/** The keys that a Secret gets. */
function keysOf(objects: KubeObject[], name: string): string[] {
  return objects
    .filter(({ kind }) => kind === 'ExternalSecret')
    .map(({ spec }) => (spec as { target: { name: string; template: { data: object } } }).target)
    .filter((target) => target.name === name)
    .flatMap(({ template }) => Object.keys(template.data));
}

function filesOf(objects: KubeObject[], volume: Volume | undefined, secretOf: Secrets): Record<string, string> {
  const { configMap, secret } = volume ?? {};
  if (configMap) return find<KubeObject & { data: Record<string, string> }>(objects, 'ConfigMap', configMap.name).data;
  return Object.fromEntries(
    (secret?.items ?? []).map(({ key, path: file }) => [file, secretOf(secret!.secretName, key)]),
  );
}
