import { ObjectKey } from './manifest';

/**
 * The Terraform id of an object: `<Kind>__<group>__<namespace>__<name>`.
 *
 * Made from what identifies the object in the cluster and nothing else, so that moving code or adding an object renames no
 * other: for Terraform a renamed resource is a destroyed one. Dots become `_`, and what Terraform does not allow in an id, or
 * what would make two ids equal, becomes `X` and its hexadecimal code.
 */
export function terraformId({ group, kind, namespaceName, name }: ObjectKey): string {
  return [kind, encode(group), encode(namespaceName), encode(name)].join('__');
}

/** The object that an id stands for. */
export function objectKeyOf(id: string): ObjectKey {
  const [kind, group, namespaceName, name] = id.split('__');
  return { kind, group: decode(group), namespaceName: decode(namespaceName), name: decode(name) };
}

function encode(part: string): string {
  // A dot at an end or beside another would run into the separator.
  return part
    .replace(/(?<=[^.])\.(?=[^.])/g, '\0')
    .replace(/[^a-z0-9\0-]/g, (c) => `X${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replace(/\0/g, '_');
}

function decode(part: string): string {
  return part
    .replace(/_/g, '.')
    .replace(/X([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
