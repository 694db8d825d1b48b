import * as fs from 'node:fs';
import * as path from 'node:path';

/** What Terraform itself keeps in a stack's folder. */
const TERRAFORM_OWN = /^(\.terraform|\.terraform\.lock\.hcl|terraform\.tfstate.*|.*_override\.tf\.json|plan)$/;

/** What is published. */
export interface PublishOptions {
  /** Whether what stands in `to` alone stays: other stacks and environments. Inside of a folder that both have, it still goes. */
  readonly partial?: boolean;
}

/**
 * Moves the files of `from` over those of `to`, each in one step, and removes what an earlier run left there, except what Terraform
 * keeps beside it.
 */
export function publish(from: string, to: string, { partial = false }: PublishOptions = {}): void {
  fs.mkdirSync(to, { recursive: true });
  const entries = fs.readdirSync(from, { withFileTypes: true });
  for (const entry of entries) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) publish(source, target, { partial: partial && entry.name === 'stacks' });
    else fs.renameSync(source, target);
  }
  if (partial) return;
  const names = new Set(entries.map(({ name }) => name));
  for (const name of fs.readdirSync(to)) {
    if (!names.has(name) && !TERRAFORM_OWN.test(name)) fs.rmSync(path.join(to, name), { recursive: true });
  }
}
