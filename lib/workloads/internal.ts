/** What other folders of this library use, and users do not: nothing here is exported by the package. */
export * from './api-script';
export * from './companion';
export * from './engine-part';
export * from './jvm';
export * from './owner-script';
export * from './scheduled-program';
export * from './single-program';
