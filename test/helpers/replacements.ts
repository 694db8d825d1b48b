import { MOCKS, OfflineTerraform, Plan, schemasOf } from './offline-terraform';
import { Block, StackJson } from './provider-schema';

type Values = Record<string, unknown>;

/** How a replaced resource is replaced: the new one before the old one goes, or after; or that nothing of the change is made. */
export type Replacement = 'created before destroyed' | 'destroyed before created' | 'destroyed' | 'refused';

const REPLACEMENTS: Record<string, Replacement> = {
  'create,delete': 'created before destroyed',
  'delete,create': 'destroyed before created',
  delete: 'destroyed',
};

/** A stack that is deployed, as far as Terraform knows: its state holds what was planned, and an invention where that was not known. */
export class DeployedStack {
  private state: Record<string, object> = {};

  public constructor(
    private readonly folder: string,
    private readonly authority: { mirror: string; schemas: string },
  ) {}

  /** Plans a stack from nothing, and again until its state is that of an apply: what refers to others knows them then. */
  public async deploy(stack: StackJson): Promise<this> {
    const terraform = this.terraform(stack);
    await terraform.init();
    for (let round = 0; round < 4; round++) {
      const plan = await terraform.plan();
      if (round > 0 && Object.keys(replacedIn(plan)).length === 0) return this;
      this.remember(plan);
      terraform.setState(Object.values(this.state));
    }
    throw new Error('a stack that nobody changes goes on replacing resources');
  }

  /** What a change of the stack replaces or removes, by address. */
  public async replacedBy(stack: StackJson): Promise<Record<string, Replacement>> {
    const found = replacedIn(await this.terraform(stack).plan());
    const refused = refusedOf(found, stack);
    return Object.keys(refused).length > 0 ? refused : found;
  }

  private terraform(stack: StackJson): OfflineTerraform {
    return new OfflineTerraform(this.folder, stack, this.authority.schemas, this.authority.mirror);
  }

  private remember({ resource_changes = [] }: Plan): void {
    for (const { address, mode, type, name, change } of resource_changes) {
      if (mode !== 'managed') continue;
      const { block, version } = schemasOf(this.authority.schemas)[1].resource_schemas[type];
      this.state[address] = {
        mode,
        type,
        name,
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: [
          {
            schema_version: version,
            attributes: filled(change, block, `${type}.${name}`, MOCKS[type]),
          },
        ],
      };
    }
  }
}

/** Of what is replaced, that for whose sake Terraform makes nothing of a plan: `prevent_destroy` is taken out before a stack is planned here. */
function refusedOf(found: Record<string, Replacement>, { resource = {} }: StackJson): Record<string, Replacement> {
  const refused = Object.keys(found).filter((address) => {
    const [type, id] = address.split('.');
    return (resource[type]?.[id]?.lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy;
  });
  return Object.fromEntries(refused.map((address) => [address, 'refused']));
}

function replacedIn({ resource_changes = [] }: Plan): Record<string, Replacement> {
  return Object.fromEntries(
    resource_changes
      .filter(({ change }) => change.actions.includes('delete'))
      .map(({ address, change }) => [address, REPLACEMENTS[change.actions.join()]]),
  );
}

/** Planned values, with something in the place of what is not known. */
function filled(
  { after, after_unknown: unknown }: { readonly after: Values; readonly after_unknown: Values },
  { attributes = {}, block_types: blocks = {} }: Block,
  id: string,
  mocks: Values = {},
): Values {
  const values: Values = { ...after };
  for (const [key, open] of Object.entries(unknown)) {
    const at = `${id}.${key}`;
    if (key in blocks) values[key] = open === true ? [] : inBlocks(values[key], open, blocks[key].block, at);
    else if (open === true) values[key] = mocks[key] ?? invented(key, attributes[key]?.type, id);
    else values[key] = within(values[key], open, at);
  }
  return values;
}

/** The same in each of some blocks. */
function inBlocks(value: unknown, open: unknown, block: Block, id: string): unknown {
  if (!Array.isArray(value) || !Array.isArray(open)) return value;
  return value.map((each, index) =>
    filled({ after: each as Values, after_unknown: (open[index] ?? {}) as Values }, block, `${id}.${index}`),
  );
}

/** The same within a value that is known in part: texts in lists and maps. */
function within(value: unknown, open: unknown, id: string): unknown {
  if (open === true) return invented(id, 'string', id);
  if (Array.isArray(value))
    return value.map((item, index) => within(item, (open as unknown[])[index], `${id}.${index}`));
  if (typeof value !== 'object' || value === null || typeof open !== 'object' || open === null) return value;
  const known = value as Values;
  const missing = Object.entries(open as Values).map(([key, each]) => [key, within(known[key], each, `${id}.${key}`)]);
  return { ...known, ...Object.fromEntries(missing) };
}

/** A value of a type, the same for the same resource. */
function invented(key: string, type: unknown, id: string): unknown {
  if (Array.isArray(type)) {
    const [kind, of] = type as [string, unknown];
    if (kind === 'map') return {};
    if (kind === 'object') {
      return Object.fromEntries(
        Object.entries(of as Values).map(([field, each]) => [field, invented(field, each, id)]),
      );
    }
    return Array.isArray(of) ? [invented(key, of, id)] : [];
  }
  if (type === 'number') return 1;
  if (type === 'bool') return false;
  const word = id.replace(/[^A-Za-z0-9]+/g, '-');
  if (/(^|_)arn$/.test(key)) return `arn:aws:iam::000000000000:role/${word}`;
  return word;
}
