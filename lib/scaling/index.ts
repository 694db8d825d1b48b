export * from './autoscaler';
export * from './drain';
export * from './scaling';
export * from './scaling-pace';
export * from './scaling-signal';
