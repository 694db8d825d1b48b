import * as fs from 'node:fs';
import * as path from 'node:path';
import { KeyToPath, PodManifest, VolumeSource } from './manifest';

/** What pods refer to by name. */
export interface LabObjects {
  readonly configMaps: Record<string, Record<string, string>>;
  readonly secrets: Record<string, Record<string, string | Buffer>>;
  /** What a mounted token of a service account has. */
  readonly serviceAccountToken?: string;
}

/** The value of a field of a pod. */
export function fieldOf(pod: PodManifest, address: string, field: string): string {
  const label = /^metadata\.labels\['(.+)'\]$/.exec(field)?.[1];
  if (label) return pod.labels?.[label] ?? '';
  const fields: Record<string, string> = {
    'metadata.name': pod.name,
    'metadata.namespace': pod.namespace,
    'metadata.uid': `uid-${pod.name}`,
    'status.podIP': address,
    'status.podIPs': address,
    'status.hostIP': address,
    'spec.nodeName': 'node',
    'spec.serviceAccountName': pod.spec.serviceAccountName ?? 'default',
  };
  const value = fields[field];
  if (value === undefined) throw new Error(`the lab knows no field ${field}`);
  return value;
}

function writeKeys(folder: string, values: Record<string, string | Buffer>, items?: KeyToPath[]): void {
  const files = items ?? Object.keys(values).map((key) => ({ key, path: key }));
  for (const { key, path: name } of files) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, values[key] ?? '');
    fs.chmodSync(file, 0o755);
  }
}

function named<T>(
  kind: string,
  all: Record<string, Record<string, T>>,
  name: string,
  optional = false,
): Record<string, T> {
  const values = all[name];
  if (!values && !optional) throw new Error(`there is no ${kind} ${name}`);
  return values ?? {};
}

/** Writes what a volume has into a folder. */
export function fill(
  folder: string,
  source: VolumeSource,
  pod: PodManifest,
  address: string,
  objects: LabObjects,
): void {
  fs.mkdirSync(folder, { recursive: true });
  const { configMap, secret, downwardAPI, serviceAccountToken, projected } = source;
  if (configMap) {
    writeKeys(folder, named('ConfigMap', objects.configMaps, configMap.name, configMap.optional), configMap.items);
  }
  if (secret) {
    writeKeys(
      folder,
      named('Secret', objects.secrets, secret.secretName ?? secret.name ?? '', secret.optional),
      secret.items,
    );
  }
  for (const { path: name, fieldRef } of downwardAPI?.items ?? []) {
    if (fieldRef) writeKeys(folder, { [name]: fieldOf(pod, address, fieldRef.fieldPath) });
  }
  if (serviceAccountToken) writeKeys(folder, { [serviceAccountToken.path]: objects.serviceAccountToken ?? '' });
  for (const part of projected?.sources ?? []) fill(folder, part, pod, address, objects);
}
