import { createHash, randomBytes } from 'node:crypto';
import { KubeObject } from './kube-client';
import { passwordLine } from './password-file';

interface SecretSpec {
  readonly refreshPolicy: string;
  readonly data?: {
    readonly secretKey: string;
    readonly remoteRef: { readonly key: string; readonly property?: string };
  }[];
  readonly secretStoreRef?: { readonly name: string; readonly kind: string };
  readonly dataFrom?: unknown[];
  readonly target: {
    readonly name: string;
    readonly creationPolicy: string;
    readonly immutable?: boolean;
    readonly template: { readonly data: Record<string, string> };
  };
}

/** A Secret of the namespace. */
export type Data = Record<string, string>;

/**
 * What External Secrets does with the objects of one namespace, by the rules of its source:
 *
 * - `shouldRefresh`: `CreatedOnce` only where it never was in step; `OnChange` and `Periodic` after any change of the object, of its labels too; `Periodic` after its interval.
 * - `isSecretValid`: with `Orphan` always, else where the Secret exists with the data that it was given.
 * - the mutation: an immutable Secret that exists keeps its data.
 * - a Secret that it owns goes with the object.
 *
 * @see https://github.com/external-secrets/external-secrets/blob/v2.9.0/pkg/controllers/externalsecret/externalsecret_controller.go
 */
export class ExternalSecretsOperator {
  public readonly secrets = new Map<string, Data>();
  /** Values outside of the cluster. */
  public readonly store: Data = {};
  /** What each object was when it was last in step. */
  private synced = new Map<string, string>();
  private known = new Map<string, SecretSpec>();
  private hashes = new Map<string, string>();

  /** Give it objects, and let it work until nothing changes; every interval passes. */
  public reconcile(objects: KubeObject[]): void {
    const now = new Map(
      objects.flatMap(({ kind, metadata, spec }) =>
        kind === 'ExternalSecret' ? [[metadata.name, spec as SecretSpec] as const] : [],
      ),
    );
    for (const [name, { target }] of this.known) {
      if (now.has(name)) continue;
      this.synced.delete(name);
      if (target.creationPolicy === 'Owner') this.secrets.delete(target.name);
    }
    this.known = now;
    const readable = readableIn(objects);
    // Each reads what another has made, and comes again when it is not there yet.
    for (let round = 0; round < 3; round++) for (const [name, spec] of now) this.one(name, spec, readable);
  }

  /** The objects lose their status: restored from a backup, or replaced by a tool. */
  public forget(): void {
    this.synced.clear();
  }

  private one(name: string, spec: SecretSpec, readable: Map<string, string[]>): void {
    const { target } = spec;
    const existing = this.secrets.get(target.name);
    if (!this.due(name, spec) && this.valid(spec, existing)) return;
    const values = this.values(spec, readable);
    if (!values) return;
    if (!existing || !target.immutable) {
      const made = Object.entries(target.template.data).map(([key, template]) => [key, rendered(template, values)]);
      this.secrets.set(target.name, Object.fromEntries(made) as Data);
    }
    this.hashes.set(target.name, JSON.stringify(this.secrets.get(target.name)));
    this.synced.set(name, JSON.stringify(spec));
  }

  private due(name: string, spec: SecretSpec): boolean {
    const before = this.synced.get(name);
    if (before === undefined || spec.refreshPolicy === 'Periodic') return true;
    return spec.refreshPolicy === 'OnChange' && before !== JSON.stringify(spec);
  }

  private valid({ target }: SecretSpec, existing?: Data): boolean {
    if (target.creationPolicy === 'Orphan') return true;
    return existing !== undefined && this.hashes.get(target.name) === JSON.stringify(existing);
  }

  /** Undefined where something is missing. */
  private values(
    { data = [], dataFrom, secretStoreRef }: SecretSpec,
    readable: Map<string, string[]>,
  ): Data | undefined {
    if (dataFrom) return { password: randomBytes(16).toString('hex') };
    const inCluster = secretStoreRef?.kind === 'SecretStore' ? (readable.get(secretStoreRef.name) ?? []) : undefined;
    const found = data.map(({ secretKey, remoteRef: { key, property = '' } }) => {
      if (!inCluster) return [secretKey, this.store[key]];
      return [secretKey, inCluster.includes(key) ? this.secrets.get(key)?.[property] : undefined];
    });
    return found.every(([, value]) => value !== undefined) ? (Object.fromEntries(found) as Data) : undefined;
  }
}

/** The Secrets that the service account of each store of the cluster may read. */
function readableIn(objects: KubeObject[]): Map<string, string[]> {
  const roles = new Map(objects.filter(({ kind }) => kind === 'Role').map((role) => [role.metadata.name, role]));
  const of = (account: string) =>
    objects.flatMap((binding) => {
      const { subjects, roleRef } = binding as unknown as { subjects?: { name: string }[]; roleRef?: { name: string } };
      if (binding.kind !== 'RoleBinding' || !subjects?.some(({ name }) => name === account)) return [];
      const { rules = [] } = (roles.get(roleRef?.name ?? '') ?? {}) as {
        rules?: { resources: string[]; verbs: string[]; resourceNames: string[] }[];
      };
      return rules.flatMap(({ resources, verbs, resourceNames }) =>
        resources.includes('secrets') && verbs.includes('get') ? resourceNames : [],
      );
    });
  return new Map(
    objects.flatMap(({ kind, metadata, spec }) => {
      if (kind !== 'SecretStore') return [];
      const { provider } = spec as { provider: { kubernetes: { auth: { serviceAccount: { name: string } } } } };
      return [[metadata.name, of(provider.kubernetes.auth.serviceAccount.name)] as const];
    }),
  );
}

/** The part of Go's template language that templates of ours use. */
function rendered(template: string, values: Data): string {
  const text = template
    .replace(/\{\{ \.(\w+)( \| sha256sum)? \}\}/g, (_, name: string, hashed?: string) =>
      hashed ? createHash('sha256').update(values[name]).digest('hex') : values[name],
    )
    .replace(/\{\{ htpasswd "(\w+)" \.(\w+) \| replace "\$2a\$" "\$2y\$" \}\}/g, (_, user: string, name: string) =>
      passwordLine(user, values[name]),
    );
  if (text.includes('{{')) throw new Error(`nobody reads this template here: ${template}`);
  return text;
}
