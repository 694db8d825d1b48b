import { ApiObject } from 'cdk8s';
import { HelmRelease } from '../kubernetes';
import { ManifestJson, ObjectKey } from './manifest';

/** An object as it is written, and what it waits for. */
export interface RenderedObject {
  readonly object: ApiObject;
  readonly key: ObjectKey;
  readonly manifest: ManifestJson;
  /** What must be there first, nearest only. */
  readonly dependsOn: Deployable[];
}

/** A release of somebody else's chart, and what it waits for. */
export interface RenderedRelease {
  readonly release: HelmRelease;
  readonly key: ObjectKey;
  /** What must be there first, nearest only. */
  readonly dependsOn: Deployable[];
}

/** What a tree is deployed as. */
export type Deployable = RenderedObject | RenderedRelease;

/** Whether it is an object, rather than a release. */
export function isObject(deployable: Deployable): deployable is RenderedObject {
  return 'object' in deployable;
}

/** The construct of the tree that it was made from. */
export function constructOf(deployable: Deployable) {
  return isObject(deployable) ? deployable.object : deployable.release;
}
