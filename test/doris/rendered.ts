import * as fs from 'node:fs';
import * as path from 'node:path';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';

interface Source {
  readonly secretKeyRef?: { readonly name: string; readonly key: string };
  readonly fieldRef?: { readonly fieldPath: string };
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
  readonly env?: { readonly name: string; readonly value?: string; readonly valueFrom?: Source }[];
  readonly volumeMounts?: { readonly name: string; readonly mountPath: string }[];
  readonly lifecycle?: { readonly preStop?: { readonly exec: { readonly command: string[] } } };
}

/** What a pod is given that no object has. */
export interface Given {
  /** The name of the pod. */
  readonly pod: string;
  /** Secrets by their names. */
  readonly secrets: Record<string, Record<string, string>>;
  /** The folder that stands for the token and the certificate. */
  readonly account: string;
  /** Programs of the image, by their paths. */
  readonly image?: Record<string, string>;
}

/** A container as it is rendered, on this machine. */
export interface Unpacked {
  readonly command: string;
  readonly preStop: string;
  /** Its variables, as Kubernetes sets them. */
  readonly env: Record<string, string>;
  /** A path of the container on this machine. */
  readonly at: (mounted: string) => string;
}

const word = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** Lays out what a container of an object mounts in a folder, for whose places its paths stand, in its programs too. */
export function unpacked(objects: KubeObject[], object: KubeObject, given: Given, folder: string): Unpacked {
  const spec = podTemplatesOf(object)[0].template.spec as { containers: Container[]; volumes: Volume[] };
  const [{ command = [], env = [], volumeMounts = [], lifecycle }] = spec.containers;
  const image = Object.entries(given.image ?? {}).map(([file, text]) => ({ file, text }));
  const places = new Map<string, string>();
  for (const { name, mountPath } of volumeMounts) {
    const volume = spec.volumes.find((each) => each.name === name)!;
    places.set(mountPath, volume.projected ? given.account : path.join(folder, name));
  }
  for (const { file } of image) places.set(file, path.join(folder, 'image', path.basename(file)));
  places.delete('/tmp');
  const at = (text: string) =>
    [...places].sort(([a], [b]) => b.length - a.length).reduce((said, [from, to]) => said.replaceAll(from, to), text);
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text, { mode: 0o755 });
  };
  for (const { name, configMap, secret } of spec.volumes) {
    const data = configMap
      ? (find(objects, 'ConfigMap', configMap.name).data as Record<string, string>)
      : secret &&
        Object.fromEntries(secret.items!.map(({ key, path: file }) => [file, given.secrets[secret.secretName][key]]));
    for (const [file, text] of Object.entries(data ?? {})) write(path.join(folder, name, file), at(text));
  }
  for (const { file, text } of image) write(at(file), at(text));
  const valueOf = (value?: string, { secretKeyRef, fieldRef }: Source = {}) => {
    if (secretKeyRef) return given.secrets[secretKeyRef.name][secretKeyRef.key];
    return fieldRef?.fieldPath === 'metadata.name' ? given.pod : (value ?? '');
  };
  const asProgram = (words: string[]) => words.map((each) => word(at(each))).join(' ');
  return {
    command: asProgram(command),
    preStop: asProgram(lifecycle?.preStop?.exec.command ?? []),
    env: Object.fromEntries(env.map(({ name, value, valueFrom }) => [name, valueOf(value, valueFrom)])),
    at,
  };
}
