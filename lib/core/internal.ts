/** What other folders of this library use, and users do not: nothing here is exported by the package. */
export * from './agreements';
export * from './aws-endpoint';
export * from './checks';
export * from './key-table';
export * from './labels';
export * from './names';
export * from './quantity';
export * from './release';
export * from './risks';
export * from './rules';
