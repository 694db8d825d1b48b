import { IObjectStore } from '../core';
import { Secret } from './secret';
import { Tls } from './tls';

/** How a store that is asked over TLS is believed by who has to be given a certificate of its own besides. */
export interface StoreTls {
  /**
   * A certificate that is never shown to anybody: FoundationDB's tools want to read one before they speak TLS at all.
   * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/docs/manual/backup.md#using-secure-connections-to-the-object-store
   */
  readonly certificate: Tls;
  /** The certificates of whoever signed the store's own, as PEM text: for S3 those of https://www.amazontrust.com/repository/. */
  readonly authority: string;
}

/**
 * A key of an object store, for programs that cannot sign in as their pods: FoundationDB's. The key should be good for this bucket alone, and may be
 * revoked and replaced where its Secrets come from: who reads it follows within two minutes, and needs no restart.
 */
export interface StoreKey {
  /** The bucket. */
  readonly store: IObjectStore;
  /** The key's id. */
  readonly accessKeyId: Secret;
  /** The key's secret. */
  readonly secretAccessKey: Secret;
  /**
   * How the store is believed: needed where its endpoint begins with `https`.
   * @default - the endpoint is one without TLS
   */
  readonly tls?: StoreTls;
}
