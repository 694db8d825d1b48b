import { isOn, Risk } from '../core/internal';

/** Settings that lose queries, or let in whoever comes. */
export const RISKS: Risk[] = [
  {
    setting: 'shutdown.grace-period',
    risky: (value) => !/^([3-9]\d|\d{3,})s$|m$|h$/.test(value),
    why: 'the coordinator gives tasks to a worker that leaves, and results are lost',
  },
  {
    setting: 'node-scheduler.include-coordinator',
    risky: (value) => value === 'true',
    why: 'a query that takes its memory ends all queries',
  },
  {
    setting: 'http-server.authentication.allow-insecure-over-http',
    risky: isOn,
    why: 'whoever comes without TLS is believed to be whom they say they are',
  },
];

/** What the construct says itself. */
export const HELD = [
  'coordinator',
  'discovery.uri',
  'discovery-server.enabled',
  'resource-manager',
  'resource-manager-enabled',
  'service-inventory.uri',
  'thrift.server.port',
  'http-server.http.enabled',
  'http-server.http.port',
  'http-server.https.enabled',
  'http-server.https.port',
  'http-server.authentication.type',
  'password-authenticator.config-files',
  'internal-communication.https.required',
  'internal-communication.shared-secret',
  'node.environment',
  'node.id',
  'node.data-dir',
  'plugin.dir',
  'catalog.config-dir',
  'query.max-execution-time',
  'retry-policy',
];
