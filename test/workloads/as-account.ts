import * as fs from 'node:fs';
import * as https from 'node:https';
import * as os from 'node:os';
import * as path from 'node:path';
import type { ControlPlaneAccess } from '../helpers/control-plane-process';

/** An answer of the API server. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** One request to the API server, as whoever the token stands for. */
export function ask(
  access: ControlPlaneAccess,
  method: string,
  url: string,
  body?: object,
  type = 'application/json',
): Promise<Answer> {
  const headers = { Authorization: `Bearer ${access.token}`, Accept: 'application/json', 'Content-Type': type };
  return new Promise((resolve, reject) => {
    const request = https.request(`${access.url}${url}`, { method, headers, rejectUnauthorized: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> }),
      );
    });
    request.on('error', reject);
    request.end(body && JSON.stringify(body));
  });
}

/** A service account as its pods have it: a token that the API server made, in the folder of their volume. */
export class PodAccount {
  public static async of(access: ControlPlaneAccess, namespaceName: string, name: string): Promise<PodAccount> {
    const url = `/api/v1/namespaces/${namespaceName}/serviceaccounts/${name}/token`;
    const { body } = await ask(access, 'POST', url, { spec: { expirationSeconds: 3600 } });
    return new PodAccount({ ...access, token: (body.status as { token: string }).token });
  }

  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'account-'));

  private constructor(private readonly access: ControlPlaneAccess) {
    fs.writeFileSync(path.join(this.folder, 'token'), access.token);
    fs.writeFileSync(path.join(this.folder, 'ca.crt'), access.certificate);
  }

  /** What the kubelet tells the pods. */
  public get environment(): Record<string, string> {
    const { hostname, port } = new URL(this.access.url);
    return { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port, SERVICE_ACCOUNT_DIR: this.folder };
  }

  /** The status of one request. */
  public async may(method: string, url: string, body?: object): Promise<number> {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : undefined;
    return (await ask(this.access, method, url, body, type)).status;
  }

  public remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }
}
