/** What other folders of this library use, and users do not: nothing here is exported by the package. */
export * from './api-scope';
export * from './config-formats';
export * from './declared-nodes';
export * from './deletion-guard';
export * from './exposure';
export * from './guard-policy';
export * from './guarded-members';
export * from './guarded-release';
export * from './guarded-restart';
export * from './members';
export * from './namespace';
export * from './placement';
export * from './pod-group';
export * from './pod-template';
export * from './rollout';
export * from './volume-claim-spec';
