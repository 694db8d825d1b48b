export * from './connectable';
export * from './cpu';
export * from './environment';
export * from './interfaces';
export * from './node-class';
export * from './part-of';
export * from './rounding';
export * from './warnings';
