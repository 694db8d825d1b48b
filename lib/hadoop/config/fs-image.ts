import { Size } from 'cdk8s';
import { GIB } from '../../core/internal';

/**
 * Bytes that a file of one block takes in an image of the namespace, with its directory.
 *
 * Measured with Hadoop 3.4.3's own writer (`hdfs oiv -p ReverseXML`): 100,000 files of one block in three copies, in directories of 200, named as Spark
 * names them (`part-00000-<uuid>-c000.snappy.parquet`, 63 characters), take 130 bytes each as they are. `dfs.image.compress` with its codec, which is
 * zlib, leaves 26 of them where one job's files share their UUID, and 52 where each has its own. This is a fifth above the plain image: overrides
 * may turn compression off, and names may be longer.
 */
export const IMAGE_BYTES_PER_FILE = 160;

/** The images that `dfs.namenode.num.checkpoints.retained` keeps in a NameNode's volume. */
export const RETAINED_IMAGES = 3;

/** For edits: the million that a NameNode keeps beside those of its last checkpoint (`dfs.namenode.num.extra.edits.retained`), and as many again. */
const EDITS_GIB = 2;

/** Images of so many files beside one another, and more, in whole GiB. */
function imagesOf(files: number, images: number, moreGib = 0): Size {
  return Size.gibibytes(Math.ceil((files * IMAGE_BYTES_PER_FILE * images) / GIB) + moreGib);
}

/** What a NameNode's volume must hold: what it keeps, the image that it writes, and edits. */
export function nameNodeStorage(files: number): Size {
  return imagesOf(files, RETAINED_IMAGES + 1, EDITS_GIB);
}

/** What a backup takes of its node's disk: an image, and the rest of an attempt that failed. */
export function backupScratch(files: number): Size {
  const needed = imagesOf(files, 2);
  return needed.toGibibytes() < 2 ? Size.gibibytes(2) : needed;
}
