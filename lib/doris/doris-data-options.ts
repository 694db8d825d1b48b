import { IObjectStore } from '../core';
import { Secret } from '../security';

/** Where the data of all tables lies: Doris calls it a storage vault. It is chosen once: nothing moves data to another place. */
export interface DorisDataOptions {
  /** The bucket. */
  readonly store: IObjectStore;
  /**
   * What the names of the objects begin with, without a `/` at either end.
   * @default - the namespace and the name, `warehouse/sales`
   */
  readonly prefix?: string;
  /**
   * The id of a key, for a store that does not know pods by their service accounts, or a release that cannot sign in as they do.
   * @default - pods sign in as who they are: see `storeAccess`
   */
  readonly accessKeyId?: Secret;
  /**
   * The key's secret, together with `accessKeyId`.
   * @default - pods sign in as who they are
   */
  readonly secretAccessKey?: Secret;
}
