import { ImageFile } from './image';
import { sparkImage } from './spark';

/** Stands in for the same with Iceberg's tables. */
export const image: ImageFile = {
  repository: 'spark-lakehouse',
  make: (folder, tag) => sparkImage(folder, tag, 'cloud', 'iceberg'),
};
