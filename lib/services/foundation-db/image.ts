import { Environment } from '../../core';
import { FoundationDbVersion } from '../foundation-db-version';
import { ImageConfig } from './resource/foundation-db-cluster-resource';

/** The image of every container. */
export const imageOf = ({ _release }: FoundationDbVersion) => _release.image('foundationdb');

/** What stands behind the release in the tag; undefined where the tag does not begin with it, or is a digest. */
export function suffixOf(version: FoundationDbVersion): string | undefined {
  const { image } = imageOf(version);
  const tag = /:([^/:@]+)$/.exec(image)?.[1];
  return image.includes('@') || !tag?.startsWith(version.release) ? undefined : tag.slice(version.release.length);
}

/** Where the operator finds the image of any release. */
export function imageConfigOf(version: FoundationDbVersion, environment: Environment): ImageConfig {
  const { image, mirrored } = imageOf(version);
  const base = image.replace(/[:@][^/]*$/, '');
  const suffix = suffixOf(version);
  return { baseImage: mirrored ? environment.image(base) : base, ...(suffix && { tagSuffix: suffix }) };
}
