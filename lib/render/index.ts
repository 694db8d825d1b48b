export * from './cluster-access';
export * from './delivery';
export * from './manifest-stack';
export * from './manifest-yaml';
