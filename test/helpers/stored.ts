import { KubeClient, KubeObject, Refused } from './kube-client';

/**
 * Where what the API server stores differs from what was rendered: each field that we set must come back as it was.
 * Terraform compares the same way, and replaces the object where they differ.
 */
export function differences(rendered: unknown, stored: unknown, path = ''): string[] {
  if (Array.isArray(rendered)) {
    if (!Array.isArray(stored) || stored.length !== rendered.length) {
      return [`${path}: ${JSON.stringify(rendered)} became ${JSON.stringify(stored)}`];
    }
    return rendered.flatMap((item, index) => differences(item, stored[index], `${path}[${index}]`));
  }
  if (typeof rendered === 'object' && rendered !== null) {
    if (typeof stored !== 'object' || stored === null) {
      return [`${path}: ${JSON.stringify(rendered)} became ${JSON.stringify(stored)}`];
    }
    const fields = stored as Record<string, unknown>;
    return Object.entries(rendered).flatMap(([key, value]) => differences(value, fields[key], `${path}.${key}`));
  }
  return rendered === stored ? [] : [`${path}: ${JSON.stringify(rendered)} became ${JSON.stringify(stored)}`];
}

/** The objects that data goes with: namespaces, and what claims volumes that outlive a pod. */
export function dataOf(objects: KubeObject[]): KubeObject[] {
  return objects.filter(
    (object) => object.kind === 'Namespace' || /"volumeClaimTemplates":\[{/.test(JSON.stringify(object)),
  );
}

const nameOf = ({ kind, metadata }: KubeObject) => `${kind}/${metadata.name}`;

/** How many objects are under way at once. */
const AT_ONCE = 8;

/** Does something with each object, several at once, those of a lower rank before others; gives what was found, in the objects' order. */
async function eachOf(
  objects: KubeObject[],
  rankOf: (object: KubeObject) => number,
  look: (object: KubeObject) => Promise<string[]>,
): Promise<string[]> {
  const found = new Map<KubeObject, string[]>();
  for (const rank of [...new Set(objects.map(rankOf))].sort((a, b) => a - b)) {
    const left = objects.filter((object) => rankOf(object) === rank);
    const work = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) found.set(next, await look(next));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
  return objects.flatMap((object) => found.get(object)!);
}

/** Namespaces are there before what lies in them. */
const whenApplied = ({ kind }: KubeObject) => (kind === 'Namespace' ? 0 : 1);

/** Applies objects, and says where what is stored differs from what was rendered. */
export async function applyAll(api: KubeClient, objects: KubeObject[]): Promise<string[]> {
  return eachOf(objects, whenApplied, async (object) => differences(object, await api.apply(object), nameOf(object)));
}

/** The same, and what is changed when each is applied a second time. */
export async function applyAllTwice(api: KubeClient, objects: KubeObject[]): Promise<string[]> {
  return eachOf(objects, whenApplied, async (object) => {
    const first = await api.apply(object);
    const second = await api.apply(object);
    const isSame = first.metadata.resourceVersion === second.metadata.resourceVersion;
    return [
      ...differences(object, first, nameOf(object)),
      ...(isSame ? [] : [`${nameOf(object)} changed when it was applied again`]),
    ];
  });
}

/** Deletes an object, whose guard may still be in force a moment after it went. */
async function remove(api: KubeClient, object: KubeObject): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const refused = await api.delete(object).then(
      () => undefined,
      (error: Error) => error,
    );
    if (refused === undefined) return;
    if (!(refused instanceof Refused && refused.message.includes('acknowledge-deletion'))) throw refused;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${nameOf(object)} is still guarded`);
}

/** Removes objects, guards first, or they refuse what comes next. Namespaces stay: no controller is there to end them. */
export async function removeAll(api: KubeClient, objects: KubeObject[]): Promise<void> {
  const rank = ({ kind }: KubeObject) => (kind.startsWith('ValidatingAdmissionPolicy') ? 0 : 1);
  const removable = objects.filter(({ kind }) => kind !== 'Namespace');
  await eachOf(removable, rank, async (object) => {
    await remove(api, object);
    return [];
  });
}
