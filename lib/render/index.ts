export * from './cluster-access';
export * from './delivery';
export * from './helmfile';
export * from './manifest-stack';
export * from './manifest-yaml';
