import { ApiObject, App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { brokenRules } from '../core/internal';
import { HelmRelease } from '../kubernetes';
import { apiGroupOf, isClusterScoped } from '../kubernetes/internal';
import { recordSize } from './local-chart';
import { Json, keyText, ManifestJson } from './manifest';
import { normalize } from './normalize';
import { sortDeployables } from './order';
import { ReleaseUnit, releaseUnits } from './release-unit';
import { releaseRules, renderedObjectRules, treeRules } from './render-rules';
import { constructOf, Deployable, isObject, RenderedObject, RenderedRelease } from './rendered-object';
import { tokenPaths } from './tokens';

/** All that a cdk8s App deploys, in an order that works, and all that is wrong with it. */
export interface ManifestTree {
  readonly deployables: Deployable[];
  /** The objects among them. */
  readonly objects: RenderedObject[];
  /** Each as `[path] CODE: text`. */
  readonly problems: string[];
}

/**
 * Render every object of an App.
 *
 * @param releasedBy the stack that delivers the objects as Helm releases, if one does
 */
export function manifestTree(app: App, releasedBy?: string): ManifestTree {
  const constructs = app.node.findAll();
  const objects = constructs.filter((c): c is ApiObject => ApiObject.isApiObject(c)).map(render);
  const releases = constructs.filter((c): c is HelmRelease => HelmRelease._is(c)).map(renderRelease);
  const problems = [...objects.flatMap(objectProblems), ...releases.flatMap(releaseProblems)];
  const duplicates = duplicatesOf([...objects, ...releases]);
  const { sorted, cycles } = sortDeployables([...objects, ...releases], app);
  const released = releasedBy === undefined ? undefined : releaseUnits(releasedBy, sorted);
  const tree = brokenRules(treeRules, { duplicates, cycles: [...cycles, ...(released?.cycles ?? [])] }).map(
    ({ code, text }) => `[/] ${code}: ${text}`,
  );
  return {
    deployables: sorted,
    objects: sorted.filter(isObject),
    problems: [...problems, ...tree, ...(released?.units ?? []).flatMap(unitProblems), ...validationsOf(app)],
  };
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

function renderRelease(release: HelmRelease): RenderedRelease {
  const { namespaceName, releaseName: name } = release;
  return { release, key: { group: 'helm.sh', kind: 'Release', namespaceName, name }, dependsOn: [] };
}

function releaseProblems({ release, key }: RenderedRelease): string[] {
  return brokenRules(renderedObjectRules, {
    object: keyText(key),
    namespaceMissing: false,
    nameMissing: false,
    tokens: tokenPaths(release.values as Json),
  }).map(({ code, text }) => `[${pathOf(release)}] ${code}: ${text}`);
}

function unitProblems(unit: ReleaseUnit): string[] {
  if (unit.foreign) return [];
  return brokenRules(releaseRules, { name: unit.key.name, bytes: recordSize(unit) }).map(
    ({ code, text }) => `[${unit.path}] ${code}: ${text}`,
  );
}

function duplicatesOf(deployables: Deployable[]): string[] {
  const paths = new Map<string, string[]>();
  for (const deployable of deployables) {
    const key = keyText(deployable.key);
    paths.set(key, [...(paths.get(key) ?? []), pathOf(constructOf(deployable))]);
  }
  return [...paths].filter(([, at]) => at.length > 1).map(([key, at]) => `${key} at ${at.join(' and ')}`);
}

function pathOf(construct: IConstruct): string {
  return construct.node.path || '/';
}
