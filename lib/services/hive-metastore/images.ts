import { ContainerImage } from '../../core';
import { Release, ReleaseImage } from '../../core/internal';

/** An image that has releases of its own, as it is pulled: through the environment's mirror, unless it names its registry. */
export function pulled(image: ContainerImage): ReleaseImage {
  return new Release('latest', { images: { it: image } }, { images: { it: image.image }, architectures: [] }).image(
    'it',
  );
}
