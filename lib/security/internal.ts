/** What other folders of this library use, and users do not: nothing here is exported by the package. */
export * from './blob-access';
export * from './certificate';
export * from './derived-secret';
export * from './external-secret';
export * from './store-edges';
