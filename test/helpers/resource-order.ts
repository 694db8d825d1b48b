import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { scratchFolder } from './offline-terraform';
import { ManifestResource } from './synth';

const run = promisify(execFile);

/** The objects of a stack, by the id of their resource. */
export type Resources = Record<string, ManifestResource>;

interface Lifecycle {
  readonly create_before_destroy?: boolean;
}

interface ShownState {
  readonly values?: { readonly root_module: { readonly resources: { name: string; values: { input: string } }[] } };
}

interface ApplyEvent {
  readonly type: string;
  readonly hook?: { readonly action: string; readonly resource: { readonly resource_name: string } };
}

const text = ({ manifest }: ManifestResource) => JSON.stringify(manifest);

/**
 * What Terraform does with the resources of a stack, and in which order: each stands for itself as a resource of Terraform's own that does nothing, with
 * the same id, dependencies and lifecycle.
 */
export class ResourceOrder {
  /** As after a first deployment. */
  public static async deployed(resources: Resources): Promise<ResourceOrder> {
    const order = new ResourceOrder(scratchFolder('order-'));
    order.write(resources, []);
    await order.terraform('init', '-input=false');
    await order.terraform('apply', '-auto-approve', '-input=false', '-refresh=false');
    return order;
  }

  private constructor(private readonly folder: string) {}

  /** Another one with the same state. */
  public copy(): ResourceOrder {
    const folder = scratchFolder('order-');
    fs.cpSync(this.folder, folder, { recursive: true });
    return new ResourceOrder(folder);
  }

  /**
   * Applies other resources, of which some are refused.
   *
   * @returns the ids of all that is not as it was, the refused ones among them
   */
  public async apply(resources: Resources, refused: string[]): Promise<string[]> {
    const before = await this.state();
    this.write(resources, refused);
    const failed = await this.terraform('apply', '-auto-approve', '-input=false', '-refresh=false').then(
      () => '',
      ({ stderr }: { stderr: string }) => stderr,
    );
    const asked = refused.length === 0 ? failed === '' : failed.includes('postcondition failed');
    if (!asked) throw new Error(`not refused as it should be: ${failed}`);
    const after = await this.state();
    const ids = [...new Set([...before.keys(), ...after.keys()])];
    return ids.filter((id) => before.get(id) !== after.get(id)).sort();
  }

  /** Applies other resources: `begin` and `end` of what is done to each id, in order. */
  public async change(resources: Resources): Promise<string[]> {
    this.write(resources, []);
    const steps = await this.steps('apply');
    return steps.map(({ step, action, id }) => `${step} ${action} ${id}`);
  }

  /** Destroys everything: `begin` and `end` of each id, in order. */
  public async destroy(): Promise<string[]> {
    const steps = await this.steps('destroy');
    return steps.flatMap(({ step, action, id }) => (action === 'delete' ? [`${step} ${id}`] : []));
  }

  private async steps(command: 'apply' | 'destroy'): Promise<{ step: string; action: string; id: string }[]> {
    const lines = await this.terraform(command, '-auto-approve', '-input=false', '-refresh=false', '-json');
    const events = lines
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as ApplyEvent);
    return events.flatMap(({ type, hook }) => {
      const step = { apply_start: 'begin', apply_complete: 'end' }[type];
      return step && hook ? [{ step, action: hook.action, id: hook.resource.resource_name }] : [];
    });
  }

  /** The input of a resource is its object. A refused update is one whose result is not what was asked for. */
  private write(resources: Resources, refused: string[]): void {
    const entries = Object.entries(resources).map(([id, resource]) => {
      const { create_before_destroy } = (resource.lifecycle ?? {}) as Lifecycle;
      const postcondition = { condition: '${self.output == ""}', error_message: `${id} was refused` };
      const input = text(resource).replace(/([$%])\{/g, '$1$1{');
      const depends_on = resource.depends_on?.map((each) => each.replace('kubernetes_manifest.', 'terraform_data.'));
      const lifecycle = { create_before_destroy, ...(refused.includes(id) && { postcondition: [postcondition] }) };
      return [id, { input, depends_on, lifecycle }] as const;
    });
    const json = { resource: { terraform_data: Object.fromEntries(entries) } };
    fs.writeFileSync(path.join(this.folder, 'main.tf.json'), JSON.stringify(json));
  }

  private async state(): Promise<Map<string, string>> {
    const { values } = JSON.parse(await this.terraform('show', '-json')) as ShownState;
    return new Map(values?.root_module.resources.map(({ name, values: { input } }) => [name, input]));
  }

  private async terraform(...args: string[]): Promise<string> {
    const { TF_CLI_CONFIG_FILE: _unused, ...env } = process.env;
    const options = { env: { ...env, CHECKPOINT_DISABLE: '1' }, maxBuffer: 256 * 1024 * 1024 };
    return (await run('terraform', [`-chdir=${this.folder}`, ...args], options)).stdout;
  }
}
