export * from './api-grant';
export * from './pod-connections';
export * from './network-profile';
export * from './peer';
export * from './secret';
export * from './service-identity';
export * from './store-reference';
export * from './tls';
