import { ApiObject } from 'cdk8s';
import { ManifestJson, ObjectKey } from './manifest';

/** An object as it is written, and what it waits for. */
export interface RenderedObject {
  readonly object: ApiObject;
  readonly key: ObjectKey;
  readonly manifest: ManifestJson;
  /** Objects that must exist first, nearest only. */
  readonly dependsOn: RenderedObject[];
}
