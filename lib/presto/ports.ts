import { NetworkPort } from '../core';

/**
 * What the engine listens on: its default, and what its resource managers and the exporter do by convention.
 *
 * @see https://prestodb.io/docs/current/admin/properties.html
 */
export const PORTS = {
  http: { name: 'http', port: 8080 },
  https: { name: 'https', port: 8443 },
  thrift: { name: 'thrift', port: 8081 },
  metrics: { name: 'metrics', port: 9090 },
} as const;

/** Where a directory listens: `ldaps://ldap.example.com:1636`. */
export function ldapPort(url: string): NetworkPort {
  return { name: 'ldaps', port: Number(/:(\d+)\/?$/.exec(url)?.[1] ?? 636) };
}
