/** What other folders of this library use, and users do not: nothing here is exported by the package. */
export * from './kits/certificate-alert';
export * from './kits/down-alert';
export * from './kits/heap-alert';
export * from './kits/job-alerts';
export * from './kits/probe-slo';
export * from './kits/quorum-alerts';
export * from './kits/volume-alerts';
export * from './of';
export * from './panel';
export * from './platform-metrics';
export * from './pod-monitor';
