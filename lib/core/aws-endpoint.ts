import { IObjectStore } from './interfaces';

const AWS = /\.amazonaws\.com(\.cn)?$/;

/** Whether a store is AWS's own: others have no host name for each bucket, and know no identity of pods. */
export function isInAws({ endpoint }: IObjectStore): boolean {
  return AWS.test(new URL(endpoint).hostname);
}
