export * from './grace-period';
export * from './joint-policy';
export * from './network-edges';
export * from './one-writer';
export * from './placement-policies';
export * from './policies';
export * from './policy';
export * from './references';
