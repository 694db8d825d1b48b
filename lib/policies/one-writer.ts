import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { apiGroupOf, isClusterScoped } from '../kubernetes/internal';
import { IPolicy, PolicyFinding } from './policy';
import { objectsOf } from './tree';

interface Spec {
  readonly secretName?: string;
  readonly target?: { readonly name?: string; readonly creationPolicy?: string };
  readonly volumeClaimTemplates?: { readonly metadata: { readonly name: string } }[];
}

/** One object that is written: its group and kind, and its name. */
interface Written {
  readonly kind: string;
  readonly name: string;
}

/**
 * Every object has one writer. What controllers make of ours counts too: of two that make one Secret, each writes over the other's without
 * end, or what came first is taken for what was meant.
 */
export class OneWriterPolicy implements IPolicy {
  public readonly code = 'POL008';
  public readonly requirement =
    'every object has one writer; what controllers make counts too: the Secret of an ExternalSecret or a Certificate, the claims of a StatefulSet';
  public readonly remedy = 'give one of the two another name';

  public findings(root: IConstruct): PolicyFinding[] {
    const writers = new Map<string, ApiObject>();
    return objectsOf(root).flatMap((object) =>
      writtenBy(object).flatMap(({ kind, name }) => {
        const namespace = isClusterScoped(object.apiVersion, object.kind) ? '' : object.metadata.namespace;
        const key = [kind, namespace, name].join(' ');
        const first = writers.get(key);
        if (first === undefined) {
          writers.set(key, object);
          return [];
        }
        return [
          {
            path: object.node.path,
            text: `the ${kind.split('/')[1]} '${name}' has two writers: ${first.kind} ${first.name} (${first.node.path}) and this ${object.kind} ${object.name}`,
          },
        ];
      }),
    );
  }
}

/** The object itself, and what a controller makes of it. */
function writtenBy(object: ApiObject): Written[] {
  const { apiVersion, kind, name } = object;
  const id = `${apiGroupOf(apiVersion)}/${kind}`;
  const made = MADE[id]?.((object.toJson() as { spec?: Spec }).spec ?? {}, name) ?? [];
  return [{ kind: id, name }, ...made];
}

const secret = (name: string): Written => ({ kind: '/Secret', name });

/** What controllers make, by the group and the kind of what they make it of. */
const MADE: Record<string, ((spec: Spec, name: string) => Written[]) | undefined> = {
  'cert-manager.io/Certificate': ({ secretName }) => (secretName === undefined ? [] : [secret(secretName)]),
  'external-secrets.io/ExternalSecret': ({ target }, name) =>
    // `Merge` adds keys to what another makes, and `None` makes nothing.
    ['Merge', 'None'].includes(target?.creationPolicy ?? 'Owner') ? [] : [secret(target?.name ?? name)],
  'apps/StatefulSet': ({ volumeClaimTemplates = [] }, name) =>
    // A claim of that name that is there already is taken, on purpose; two StatefulSets that take the same are not.
    volumeClaimTemplates.map(({ metadata }) => ({
      kind: '/claim of StatefulSets',
      name: `${metadata.name}-${name}-<n>`,
    })),
};
