import * as https from 'node:https';
import type { ControlPlaneAccess } from './control-plane-process';

/** A Kubernetes object as JSON. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly [key: string]: unknown;
  };
  readonly [key: string]: unknown;
}

/** A kind that the API server serves. */
export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** What the API server says when it refuses. */
export class Refused extends Error {
  public constructor(
    public readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

interface List {
  readonly resources?: { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
  readonly groups?: { readonly versions: { readonly groupVersion: string }[] }[];
}

/** As much of the Kubernetes API as the tests need, with strict validation of fields. */
export class KubeClient {
  private kinds?: Promise<ServedKind[]>;

  public constructor(private readonly access: Pick<ControlPlaneAccess, 'url' | 'token'>) {}

  /** The same API server, for a service account of it. */
  public async as(account: KubeObject): Promise<KubeClient> {
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
    const { status } = await this.create(account, 'token', body);
    return new KubeClient({ ...this.access, token: (status as { token: string }).token });
  }

  public async ready(): Promise<boolean> {
    await this.request('GET', '/readyz');
    return true;
  }

  /** Server-side apply, by default always by the same manager of fields. Throws `Refused` for unknown fields too. */
  public async apply(object: KubeObject, options: { dryRun?: boolean; manager?: string } = {}): Promise<KubeObject> {
    const query = `fieldManager=${options.manager ?? 'test'}&fieldValidation=Strict&force=true${options.dryRun ? '&dryRun=All' : ''}`;
    return this.request('PATCH', `${await this.pathOf(object)}?${query}`, object, 'application/apply-patch+yaml');
  }

  public async get(object: KubeObject): Promise<KubeObject | undefined> {
    return this.at(await this.pathOf(object));
  }

  /** All objects of a kind in a namespace. */
  public async list(apiVersion: string, kind: string, namespace: string): Promise<KubeObject[]> {
    const one = await this.pathOf({ apiVersion, kind, metadata: { name: '', namespace } });
    const { items } = (await this.request('GET', one.slice(0, -1))) as unknown as { items: KubeObject[] };
    // A list says it once for all of its items.
    return items.map((item) => ({ ...item, apiVersion, kind }));
  }

  /** Creates what is below an object: the token of an account, the binding of a pod. */
  public async create(object: KubeObject, subresource: string, body: object): Promise<KubeObject> {
    return this.request('POST', `${await this.pathOf(object)}/${subresource}`, body);
  }

  public async delete(
    object: KubeObject,
    options: { dryRun?: boolean; gracePeriodSeconds?: number } = {},
  ): Promise<void> {
    const { dryRun, gracePeriodSeconds } = options;
    const grace = gracePeriodSeconds === undefined ? '' : `&gracePeriodSeconds=${gracePeriodSeconds}`;
    // No controller is there to collect what an owner leaves behind.
    const query = `propagationPolicy=Background${dryRun ? '&dryRun=All' : ''}${grace}`;
    await this.request('DELETE', `${await this.pathOf(object)}?${query}`);
  }

  /** Deletes all objects of a kind in a namespace in one request, as the controller of namespaces does. */
  public async deleteAll(apiVersion: string, kind: string, namespace: string): Promise<void> {
    const one = await this.pathOf({ apiVersion, kind, metadata: { name: '', namespace } });
    await this.request('DELETE', `${one.slice(0, -1)}?propagationPolicy=Background`);
  }

  /** Sets the replicas through the scale subresource, as `kubectl scale` and autoscalers do. */
  public async scale(object: KubeObject, replicas: number): Promise<void> {
    await this.request(
      'PATCH',
      `${await this.pathOf(object)}/scale`,
      { spec: { replicas } },
      'application/merge-patch+json',
    );
  }

  /** Sets the status, as the controller of a kind does. */
  public async setStatus(object: KubeObject, status: object): Promise<void> {
    await this.request('PATCH', `${await this.pathOf(object)}/status`, { status }, 'application/merge-patch+json');
  }

  /** Whether the namespace would admit a pod; throws `Refused` where not. */
  public async admitPod(namespaceName: string, template: { metadata?: object; spec: object }): Promise<void> {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...template.metadata, generateName: 'probe-' },
      spec: template.spec,
    };
    await this.request('POST', `/api/v1/namespaces/${namespaceName}/pods?dryRun=All&fieldValidation=Strict`, pod);
  }

  /** Every kind that is served. */
  public async discover(): Promise<ServedKind[]> {
    const { groups = [] } = (await this.request('GET', '/apis')) as unknown as List;
    const versions = ['v1', ...groups.flatMap((group) => group.versions.map(({ groupVersion }) => groupVersion))];
    const lists = await Promise.all(
      versions.map(async (apiVersion) => {
        // A group may go while we look.
        const list = ((await this.at(rootOf(apiVersion))) ?? {}) as unknown as List;
        return (list.resources ?? [])
          .filter(({ name }) => !name.includes('/'))
          .map(({ name, kind, namespaced }) => ({ apiVersion, kind, plural: name, namespaced }));
      }),
    );
    return lists.flat();
  }

  private async at(path: string): Promise<KubeObject | undefined> {
    return this.request('GET', path).catch((error: unknown) => {
      if (error instanceof Refused && error.status === 404) return undefined;
      throw error;
    });
  }

  private async pathOf({ apiVersion, kind, metadata }: KubeObject): Promise<string> {
    const find = async () =>
      (await (this.kinds ??= this.discover())).find(
        (served) => served.apiVersion === apiVersion && served.kind === kind,
      );
    let served = await find();
    if (!served) {
      // Perhaps its definition is newer than our list.
      this.kinds = undefined;
      served = await find();
    }
    if (!served) throw new Error(`the API server serves no ${kind} of ${apiVersion}`);
    const scope = served.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${rootOf(apiVersion)}${scope}/${served.plural}/${metadata.name}`;
  }

  private request(method: string, path: string, body?: object, type = 'application/json'): Promise<KubeObject> {
    const { url, token } = this.access;
    const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json', 'Content-Type': type };
    return new Promise((resolve, reject) => {
      // The server made its own certificate a moment ago.
      const request = https.request(`${url}${path}`, { method, headers, rejectUnauthorized: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const parsed = text.startsWith('{') ? (JSON.parse(text) as KubeObject) : undefined;
          const status = response.statusCode ?? 500;
          if (status < 300) resolve(parsed ?? ({} as KubeObject));
          else reject(new Refused(status, (parsed as { message?: string } | undefined)?.message ?? text));
        });
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        // The server had closed what was idle for long: https://nodejs.org/api/http.html#requestreusedsocket
        if (!request.reusedSocket || error.code !== 'ECONNRESET') reject(error);
        else this.request(method, path, body, type).then(resolve, reject);
      });
      request.end(body && JSON.stringify(body));
    });
  }
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
