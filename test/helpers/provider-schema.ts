import * as fs from 'node:fs';
import * as path from 'node:path';

/** An argument, or what a resource says. */
export interface Attribute {
  readonly type?: unknown;
  readonly nested_type?: { readonly nesting_mode: string; readonly attributes: Record<string, Attribute> };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
}

/** Attributes and blocks of a resource or of a block. */
export interface Block {
  readonly attributes?: Record<string, Attribute>;
  readonly block_types?: Record<string, BlockType>;
}

interface BlockType {
  readonly nesting_mode: string;
  readonly block: Block;
  readonly min_items?: number;
  readonly max_items?: number;
}

/** What a provider publishes of itself: `terraform providers schema -json`. */
export interface ProviderSchema {
  readonly resource_schemas: Record<string, { block: Block; version?: number }>;
}

/** A stack as Terraform reads it. */
export interface StackJson {
  readonly resource?: Record<string, Record<string, ResourceJson>>;
  readonly data?: Record<string, Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** One resource of it. */
export type ResourceJson = Record<string, unknown>;

/** Arguments of every resource, whatever its type. */
const META = new Set(['//', 'depends_on', 'lifecycle', 'provider', 'provisioner', 'connection', 'count', 'for_each']);

/** The schemas of a folder, by the first word of the resource types that they know. */
export function readSchemas(folder: string, aws = 'schema-aws-6.25.0-derived.json'): Record<string, ProviderSchema> {
  const read = (file: string) => {
    const { provider_schemas: schemas } = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as {
      provider_schemas: Record<string, ProviderSchema>;
    };
    return Object.values(schemas)[0];
  };
  return { aws: read(aws), kubernetes: read('schema-kubernetes.json'), helm: read('schema-helm.json') };
}

/** Everything in a stack that the providers do not know, or miss: each with the path of its construct. */
export function schemaProblems(stack: StackJson, schemas: Record<string, ProviderSchema>): string[] {
  return Object.entries(stack.resource ?? {}).flatMap(([type, resources]) =>
    Object.entries(resources).flatMap(([id, resource]) => {
      const at = pathOf(resource) ?? `${type}.${id}`;
      const schema = schemas[type.split('_')[0]]?.resource_schemas[type];
      if (!schema) return [`[${at}] no provider has a resource ${type}`];
      return blockProblems(resource, schema.block, true).map((problem) => `[${at}] ${type}: ${problem}`);
    }),
  );
}

/** The path of the construct that a resource was made from. */
export function pathOf(resource: ResourceJson): string | undefined {
  return (resource['//'] as { metadata?: { path?: string } } | undefined)?.metadata?.path;
}

function blockProblems(given: Record<string, unknown>, block: Block, top: boolean): string[] {
  const { attributes = {}, block_types: blocks = {} } = block;
  const problems: string[] = [];
  for (const [key, value] of Object.entries(given)) {
    if (top && META.has(key)) continue;
    if (attributes[key]) problems.push(...attributeProblems(key, value, attributes[key]));
    else if (blocks[key]) problems.push(...nestedProblems(key, value, blocks[key]));
    else problems.push(`knows no ${key}`);
  }
  for (const [key, attribute] of Object.entries(attributes)) {
    if (attribute.required && given[key] === undefined) problems.push(`needs ${key}`);
  }
  for (const [key, { min_items: least = 0 }] of Object.entries(blocks)) {
    if (least > 0 && given[key] === undefined) problems.push(`needs a block ${key}`);
  }
  return problems;
}

function nestedProblems(key: string, value: unknown, type: BlockType): string[] {
  const blocks = (Array.isArray(value) ? value : [value]) as Record<string, unknown>[];
  const problems = blocks.flatMap((each) =>
    typeof each === 'object' && each !== null
      ? blockProblems(each, type.block, false).map((problem) => `${key}.${problem}`)
      : [],
  );
  if (type.max_items && blocks.length > type.max_items) {
    problems.push(`${key} stands ${blocks.length} times, at most ${type.max_items}`);
  }
  return problems;
}

function attributeProblems(key: string, value: unknown, attribute: Attribute): string[] {
  if (attribute.computed && !attribute.optional && !attribute.required) return [`${key} is not ours to set`];
  if (attribute.nested_type) {
    const { attributes } = attribute.nested_type;
    const members = (Array.isArray(value) ? value : [value]) as Record<string, unknown>[];
    return members.flatMap((each) => blockProblems(each, { attributes }, false).map((problem) => `${key}.${problem}`));
  }
  return isOf(value, attribute.type)
    ? []
    : [`${key} must be ${JSON.stringify(attribute.type)}, given ${JSON.stringify(value)}`];
}

function isOf(value: unknown, type: unknown): boolean {
  if (value === null || (typeof value === 'string' && value.includes('${'))) return true;
  if (typeof type === 'string') {
    if (type === 'dynamic') return true;
    // Terraform turns texts into numbers and truth values, and back.
    if (type === 'number') return typeof value === 'number' || (typeof value === 'string' && /^-?[\d.]+$/.test(value));
    if (type === 'bool') return typeof value === 'boolean' || value === 'true' || value === 'false';
    return ['string', 'number', 'boolean'].includes(typeof value);
  }
  if (!Array.isArray(type)) return true;
  const [kind, of] = type as [string, unknown];
  if (kind === 'list' || kind === 'set') return Array.isArray(value) && value.every((each) => isOf(each, of));
  const isObject = typeof value === 'object' && !Array.isArray(value);
  if (kind === 'map') return isObject && Object.values(value).every((each) => isOf(each, of));
  if (kind === 'object') {
    const members = of as Record<string, unknown>;
    return isObject && Object.entries(value).every(([key, each]) => key in members && isOf(each, members[key]));
  }
  return true;
}

/**
 * A stack without the arguments that only a newer provider knows, so that an older one can judge the rest.
 *
 * @returns the stack, and what was left out: exactly what the newer schema has and the older has not
 */
export function withoutNewer(
  stack: StackJson,
  older: ProviderSchema,
  newer: ProviderSchema,
): { stack: StackJson; leftOut: string[] } {
  const leftOut: string[] = [];
  const strip = (given: Record<string, unknown>, old: Block, recent: Block, at: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(given).flatMap(([key, value]): [string, unknown][] => {
        const known = old.attributes?.[key] ?? old.block_types?.[key];
        const isNew = recent.attributes?.[key] ?? recent.block_types?.[key];
        if (!known && isNew) {
          leftOut.push(`${at}.${key}`);
          return [];
        }
        const [before, after] = [old.block_types?.[key]?.block, recent.block_types?.[key]?.block];
        if (!before || !after) return [[key, value]];
        const inner = (each: unknown) => strip(each as Record<string, unknown>, before, after, `${at}.${key}`);
        return [[key, Array.isArray(value) ? value.map(inner) : inner(value)]];
      }),
    );
  const resource = Object.fromEntries(
    Object.entries(stack.resource ?? {}).map(([type, resources]) => {
      const [before, after] = [older.resource_schemas[type]?.block, newer.resource_schemas[type]?.block];
      if (!before || !after) return [type, resources];
      return [
        type,
        Object.fromEntries(Object.entries(resources).map(([id, given]) => [id, strip(given, before, after, type)])),
      ];
    }),
  );
  return { stack: { ...stack, resource }, leftOut: [...new Set(leftOut)].sort() };
}
