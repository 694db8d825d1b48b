import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { KubeObject } from './kube-client';

/** Helm with a home of its own. */
export class Helm {
  private readonly home = fs.mkdtempSync(path.join(os.tmpdir(), 'helm-'));

  /** @param kubeconfig whose releases are meant; without it, it renders only */
  public constructor(private readonly kubeconfig?: string) {}

  /** What it says. It throws where helm fails, with what helm says about it. */
  public run(...args: string[]): string {
    const access = this.kubeconfig ? ['--kubeconfig', this.kubeconfig] : [];
    const env = { ...process.env, HOME: this.home };
    return execFileSync('helm', [...args, ...access], { encoding: 'utf8', stdio: 'pipe', env, maxBuffer: 2 ** 26 });
  }

  /** Arguments that give a chart its values. */
  public values(values: Record<string, unknown>): string[] {
    const file = path.join(fs.mkdtempSync(path.join(this.home, 'values-')), 'values.yaml');
    fs.writeFileSync(file, Yaml.stringify(values));
    return ['-f', file];
  }

  public remove(): void {
    fs.rmSync(this.home, { recursive: true });
  }
}

/** The objects in what helm rendered. */
export function objectsIn(text: string): KubeObject[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object): object is KubeObject => object !== null);
}
