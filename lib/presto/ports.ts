import { NetworkPort } from '../core';

/**
 * What the engine listens on: its default, and the exporter's by convention.
 *
 * @see https://prestodb.io/docs/current/admin/properties.html
 */
export const PORTS = {
  http: { name: 'http', port: 8080 },
  https: { name: 'https', port: 8443 },
  metrics: { name: 'metrics', port: 9090 },
  /** Where the gateway says how it is. */
  health: { name: 'health', port: 9091 },
} as const;

/** Where a directory listens: `ldaps://ldap.example.com:1636`. */
export function ldapPort(url: string): NetworkPort {
  const [, port = '636'] = /:(\d+)\/?$/.exec(url) ?? [];
  return { name: 'ldaps', port: Number(port) };
}
