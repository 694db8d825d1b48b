import { ApiObject, App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { brokenRules } from '../core/rules';
import { apiGroupOf, isClusterScoped } from '../kubernetes/api-scope';
import { keyText, ManifestJson } from './manifest';
import { normalize } from './normalize';
import { sortObjects } from './order';
import { renderedObjectRules, treeRules } from './render-rules';
import { RenderedObject } from './rendered-object';
import { tokenPaths } from './tokens';

/** All objects of a cdk8s App in an order that works, and all that is wrong with them. */
export interface ManifestTree {
  readonly objects: RenderedObject[];
  /** Each as `[path] CODE: text`. */
  readonly problems: string[];
}

/** Render every object of an App. */
export function manifestTree(app: App): ManifestTree {
  const objects = app.node
    .findAll()
    .filter((c): c is ApiObject => ApiObject.isApiObject(c))
    .map(render);
  const problems = objects.flatMap(objectProblems);
  const duplicates = duplicatesOf(objects);
  const { sorted, cycles } = sortObjects(objects, app);
  const tree = brokenRules(treeRules, { duplicates, cycles }).map(({ code, text }) => `[/] ${code}: ${text}`);
  return { objects: sorted, problems: [...problems, ...tree, ...validationsOf(app)] };
}

/** What constructs and policies of the tree find wrong with it. */
function validationsOf(app: App): string[] {
  return app.node
    .findAll()
    .flatMap((construct) =>
      construct.node
        .validate()
        .map((message) => (message.startsWith('[') ? message : `[${pathOf(construct)}] ${message}`)),
    );
}

function render(object: ApiObject): RenderedObject {
  const manifest = normalize(object.toJson() as ManifestJson);
  const { name, namespace } = manifest.metadata as { name?: string; namespace?: string };
  const key = {
    group: apiGroupOf(manifest.apiVersion),
    kind: manifest.kind,
    namespaceName: namespace ?? '',
    name: name ?? '',
  };
  return { object, key, manifest, dependsOn: [] };
}

function objectProblems({ object, key, manifest }: RenderedObject): string[] {
  return brokenRules(renderedObjectRules, {
    object: keyText(key),
    namespaceMissing: key.namespaceName === '' && !isClusterScoped(manifest.apiVersion, key.kind),
    nameMissing: key.name === '',
    tokens: tokenPaths(manifest),
  }).map(({ code, text }) => `[${pathOf(object)}] ${code}: ${text}`);
}

function duplicatesOf(objects: RenderedObject[]): string[] {
  const paths = new Map<string, string[]>();
  for (const { object, key } of objects) paths.set(keyText(key), [...(paths.get(keyText(key)) ?? []), pathOf(object)]);
  return [...paths].filter(([, at]) => at.length > 1).map(([key, at]) => `${key} at ${at.join(' and ')}`);
}

function pathOf(construct: IConstruct): string {
  return construct.node.path || '/';
}
