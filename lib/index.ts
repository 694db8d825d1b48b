export * from './core';
export * as aws from './aws';
export * as clickhouse from './clickhouse';
export * as kubernetes from './kubernetes';
export * as monitoring from './monitoring';
export * as policies from './policies';
export * as render from './render';
export * as report from './report';
export * as security from './security';
