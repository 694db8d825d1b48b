import { ImageFile } from './image';
import { sparkImage } from './spark';

/** Stands in for an image of one's own from apache/spark, with hadoop-aws and spark-hadoop-cloud. */
export const image: ImageFile = {
  repository: 'spark-cloud',
  make: (folder, tag) => sparkImage(folder, tag, 'cloud'),
};
