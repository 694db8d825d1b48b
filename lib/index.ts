export * from './core';
export * as kubernetes from './kubernetes';
export * as security from './security';
export * as policies from './policies';
export * as render from './render';
