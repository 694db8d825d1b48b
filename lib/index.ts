export * from './core';
export * as kubernetes from './kubernetes';
export * as security from './security';
