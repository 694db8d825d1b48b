/** Where the configuration lies: the image's own place for it. */
export const CONFIG = '/conf';

/** Where snapshots lie. */
export const DATA = '/data';

/** Where the log of transactions lies. */
export const LOG = '/datalog';
