export * from './grace-period';
export * from './network-edges';
export * from './policies';
export * from './policy';
export * from './references';
