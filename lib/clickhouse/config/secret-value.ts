import { ISecret } from '../../core';

/** A setting whose value the operator puts into the server's environment, from where its configuration reads it. */
export function secretValue({ secretName, key }: ISecret) {
  return { valueFrom: { secretKeyRef: { name: secretName, key } } };
}
