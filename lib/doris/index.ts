export * from './acknowledgements';
export * from './doris-cluster';
export * from './doris-endpoints';
export * from './doris-frontend-options';
export * from './doris-props';
export * from './doris-sizing';
export * from './doris-version';
export * from './doris-volume-options';
