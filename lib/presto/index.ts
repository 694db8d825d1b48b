export * from './acknowledgements';
export * from './catalog';
export * from './presto-cluster';
export * from './presto-endpoints';
export * from './presto-props';
export * from './presto-sizing';
export * from './presto-version';
