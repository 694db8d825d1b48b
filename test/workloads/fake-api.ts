import * as fs from 'node:fs';
import * as https from 'node:https';
import { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { selfSigned } from '../helpers/certificate';

/** What the API server has of the StatefulSet `store`, in the namespace `shop`. */
export interface FakeSet {
  replicas: number;
  /** Not there at all. */
  gone?: boolean;
  /** Being deleted, its members first. */
  deleting?: boolean;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  /** Printed for people. */
  pretty?: boolean;
  /** What every request is answered by instead. */
  refuse?: { status: number; body: string };
}

/** A request as it came. */
export interface SeenRequest {
  readonly line: string;
  readonly accept?: string;
  readonly authorization?: string;
}

const SET = '/apis/apps/v1/namespaces/shop/statefulsets/store';
const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.test.token';

/** An endpoint that speaks as much of the Kubernetes API as a drain asks, in the forms that the real one has. */
export class FakeApi {
  public readonly seen: SeenRequest[] = [];
  /** The folder that stands for the pod's service account. */
  public readonly accountDir = fs.mkdtempSync(path.join(os.tmpdir(), 'account-'));
  public set: FakeSet = { replicas: 3 };
  private readonly server: https.Server;
  private port = 0;

  public constructor() {
    const { key, cert } = selfSigned();
    fs.writeFileSync(path.join(this.accountDir, 'ca.crt'), cert);
    fs.writeFileSync(path.join(this.accountDir, 'token'), TOKEN);
    this.server = https.createServer({ key, cert }, (request, response) => {
      const { accept, authorization } = request.headers;
      this.seen.push({ line: `${request.method} ${request.url}`, accept, authorization });
      const { status, body } = this.answer(new URL(`https://host${request.url}`).pathname, authorization);
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
    });
  }

  /** Where it is, as pods are told. */
  public get environment(): Record<string, string> {
    return {
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: String(this.port),
      SERVICE_ACCOUNT_DIR: this.accountDir,
    };
  }

  /** Listens, on the same port as before where there was one. */
  public async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(this.port, '127.0.0.1', done));
    this.port = (this.server.address() as AddressInfo).port;
  }

  public async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }

  private answer(url: string, authorization?: string): { status: number; body: string } {
    const { set } = this;
    if (set.refuse) return set.refuse;
    if (authorization !== `Bearer ${TOKEN}`) return this.failure(401, 'Unauthorized');
    if (set.gone || !url.startsWith(SET)) return this.failure(404, 'NotFound');
    const identity = { name: 'store', namespace: 'shop', uid: '0b7e', resourceVersion: '812' };
    if (url === `${SET}/scale`) {
      return this.json({
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        metadata: { ...identity, creationTimestamp: '2026-01-01T00:00:00Z' },
        spec: set.replicas === 0 ? {} : { replicas: set.replicas },
        status: { replicas: 7, selector: 'app.kubernetes.io/name=store' },
      });
    }
    return this.json({
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: {
        ...identity,
        generation: 4,
        creationTimestamp: '2026-01-01T00:00:00Z',
        ...(set.deleting && { deletionTimestamp: '2026-01-02T00:00:00Z', deletionGracePeriodSeconds: 0 }),
        labels: set.labels,
        annotations: set.annotations,
        managedFields: [
          {
            manager: 'terraform',
            operation: 'Apply',
            fieldsType: 'FieldsV1',
            fieldsV1: { 'f:spec': { 'f:replicas': {} } },
          },
        ],
      },
    });
  }

  private failure(code: number, reason: string) {
    const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: reason, reason, code };
    return { ...this.json(body), status: code };
  }

  private json(body: object): { status: number; body: string } {
    return { status: 200, body: JSON.stringify(body, undefined, this.set.pretty ? 2 : undefined) + '\n' };
  }
}
