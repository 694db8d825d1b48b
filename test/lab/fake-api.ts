import * as fs from 'node:fs';
import * as https from 'node:https';
import { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { selfSigned } from '../helpers/certificate';

/** What the API server has of a workload. */
export interface FakeWorkload {
  readonly replicas: number;
  /** Being deleted, its pods first. */
  readonly deleting?: boolean;
  readonly annotations?: Record<string, string>;
  readonly labels?: Record<string, string>;
}

/** An object of any other kind, of which its metadata alone is known, and changed. */
export interface FakeObject {
  readonly generation: number;
  readonly annotations?: Record<string, string>;
}

/** All that the API server has. */
export interface FakeState {
  /** By plural, namespace and name: `statefulsets/shop/store`. */
  readonly workloads: Record<string, FakeWorkload>;
  /** By their paths. Default: none. */
  readonly objects?: Record<string, FakeObject>;
  /** Answers are printed for people. */
  readonly pretty?: boolean;
  /** What every request is answered by instead. */
  readonly refuse?: Answer;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A request as it came. */
export interface SeenRequest {
  readonly line: string;
  readonly accept?: string;
  readonly authorization?: string;
}

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.test.token';
const STATE = 'state.json';

/**
 * An endpoint that speaks as much of the Kubernetes API as pods ask for, in the forms that the real one has. What it knows lies in a folder,
 * and is read at every request, so that it may be another process that serves it.
 */
export class FakeApi {
  /** Makes a folder for one that listens on an address: key and certificate, the token that it takes, and nothing that it has. */
  public static in(folder: string, address = '127.0.0.1'): FakeApi {
    fs.mkdirSync(folder, { recursive: true });
    const { key, cert } = selfSigned(address);
    const write = (name: string, content: string) => fs.writeFileSync(path.join(folder, name), content);
    write('key', key);
    write('ca.crt', cert);
    write('token', TOKEN);
    const api = new FakeApi(folder, address);
    api.state = { workloads: {} };
    return api;
  }

  public readonly seen: SeenRequest[] = [];
  private readonly server: https.Server;

  public constructor(
    /** It stands for the folder of a pod's service account, too. */
    public readonly folder: string,
    private readonly address: string,
    private port = 0,
  ) {
    this.server = https.createServer({ key: this.read('key'), cert: this.read('ca.crt') }, (request, response) => {
      const { accept, authorization } = request.headers;
      this.seen.push({ line: `${request.method} ${request.url}`, accept, authorization });
      let sent = '';
      request.on('data', (chunk: Buffer) => (sent += chunk.toString()));
      request.on('end', () => {
        const { status, body } = this.answer(new URL(`https://host${request.url}`).pathname, authorization, sent);
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
      });
    });
  }

  public get state(): FakeState {
    return JSON.parse(this.read(STATE)) as FakeState;
  }

  public set state(state: FakeState) {
    const file = path.join(this.folder, STATE);
    fs.writeFileSync(`${file}.new`, JSON.stringify(state));
    fs.renameSync(`${file}.new`, file);
  }

  /** The certificate and the token, as pods have them. */
  public get account(): { certificate: string; token: string } {
    return { certificate: this.read('ca.crt'), token: this.read('token') };
  }

  /** Where it is, as pods are told. */
  public get environment(): Record<string, string> {
    return {
      KUBERNETES_SERVICE_HOST: this.address,
      KUBERNETES_SERVICE_PORT: String(this.port),
      SERVICE_ACCOUNT_DIR: this.folder,
    };
  }

  /** Listens in this process, on the same port as before where there was one. */
  public async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(this.port, this.address, done));
    this.port = (this.server.address() as AddressInfo).port;
  }

  public async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }

  private read(name: string): string {
    return fs.readFileSync(path.join(this.folder, name), 'utf8');
  }

  private answer(url: string, authorization?: string, sent = ''): Answer {
    const state = this.state;
    if (state.refuse) return state.refuse;
    const send = (status: number, body: object) => ({
      status,
      body: JSON.stringify(body, undefined, state.pretty ? 2 : undefined) + '\n',
    });
    const fail = (code: number, reason: string) => send(code, failure(code, reason));
    if (authorization !== `Bearer ${this.read('token')}`) return fail(401, 'Unauthorized');
    const known = state.objects?.[url];
    if (known) return send(200, this.object(url, known, sent));
    const [, namespace, plural, name, scale] =
      /^\/apis\/apps\/v1\/namespaces\/([^/]+)\/([a-z]+)\/([^/]+)(\/scale)?$/.exec(url) ?? [];
    const workload = state.workloads[`${plural}/${namespace}/${name}`];
    if (!workload) return fail(404, 'NotFound');
    const identity = { name, namespace, uid: `uid-${name}`, resourceVersion: '812' };
    return send(200, scale ? scaleOf(workload, identity) : metadataOf(workload, identity));
  }

  /** An object as it is after a merge patch of its annotations, where one was sent. */
  private object(url: string, { generation, annotations }: FakeObject, sent: string): object {
    const { metadata } = JSON.parse(sent || '{}') as { metadata?: { annotations: Record<string, string | null> } };
    const merged = Object.entries({ ...annotations, ...metadata?.annotations }).filter(([, value]) => value !== null);
    const now = { generation, annotations: Object.fromEntries(merged) as Record<string, string> };
    if (sent !== '') this.state = { ...this.state, objects: { ...this.state.objects, [url]: now } };
    const name = path.basename(url);
    return {
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { name, uid: `uid-${name}`, ...now },
    };
  }
}

function failure(code: number, reason: string): object {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: reason, reason, code };
}

function scaleOf({ replicas }: FakeWorkload, identity: object): object {
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { ...identity, creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: replicas === 0 ? {} : { replicas },
    // What there still is, which is not what there is to be.
    status: { replicas: replicas + 7, selector: 'app.kubernetes.io/name=store' },
  };
}

function metadataOf({ deleting, labels, annotations }: FakeWorkload, identity: object): object {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {
      ...identity,
      generation: 4,
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...(deleting && { deletionTimestamp: '2026-01-02T00:00:00Z', deletionGracePeriodSeconds: 0 }),
      labels,
      annotations,
      managedFields: [
        {
          manager: 'terraform',
          operation: 'Apply',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:spec': { 'f:replicas': {} } },
        },
      ],
    },
  };
}

// A process of its own: the lab's network is reached from inside alone.
if (require.main === module) {
  const [, , folder, address, port] = process.argv;
  void new FakeApi(folder, address, Number(port)).start();
}
