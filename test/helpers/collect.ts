import * as path from 'node:path';
import { checkout, matching } from '../gate/matching';

/** What each file of a pattern exports, by the folder that it is in. */
export function collect<T>(pattern: string): [string, T][] {
  return matching(pattern).map((file) => [
    path.basename(path.dirname(file)),
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    require(path.join(checkout, file)) as T,
  ]);
}
