import { Duration, Size } from 'cdk8s';
import { CONFIG, SPILL } from '../paths';
import { PORTS } from '../ports';
import { PrestoNodeSizing, PrestoSizing } from '../presto-sizing';
import { ResolvedPresto } from '../resolve';
import { faultToleranceConfig } from './fault-tolerance';
import { SERVICE_INVENTORY } from './service-inventory';
import { signInConfig, SignInNode } from './sign-in';

/** The variable that holds what nodes know one another by. */
export const SHARED_SECRET = 'SHARED_SECRET';

/** What config.properties is made from. */
export interface ConfigInput {
  readonly resolved: ResolvedPresto;
  readonly sizing: PrestoSizing;
  /** Where nodes find one another: at the coordinator, or at resource managers. */
  readonly discoveryUrl: string;
}

const seconds = (duration: Duration) => `${duration.toSeconds()}s`;
const megabytes = (size: Size) => `${size.toMebibytes()}MB`;

/**
 * config.properties of the coordinator.
 *
 * @see https://prestodb.io/docs/current/admin/properties.html
 */
export function coordinatorConfig(input: ConfigInput): Record<string, string> {
  const { resolved, sizing } = input;
  const { version, maxQueryTime, overrides } = resolved;
  return {
    coordinator: 'true',
    'node-scheduler.include-coordinator': 'false',
    ...node(input, sizing.coordinator, 'coordinator'),
    // Where there are resource managers, nodes find one another there.
    ...(resolved.resourceManagers ? {} : version._distribution.coordinator),
    'query.max-memory': megabytes(sizing.clusterQueryMemory),
    // Where all memory of a node is taken, the query that has most of all is ended, and not whichever asks next.
    'query.low-memory-killer.policy': 'total-reservation-on-blocked-nodes',
    'query.max-execution-time': seconds(maxQueryTime),
    ...overrides.config,
    ...overrides.coordinatorConfig,
  };
}

/**
 * config.properties of a resource manager. It announces itself to itself, and tells the others what it was told.
 *
 * @see https://prestodb.io/blog/2022/04/15/disggregated-coordinator/
 */
export function resourceManagerConfig(input: ConfigInput, sizing: PrestoNodeSizing): Record<string, string> {
  const { resolved } = input;
  return {
    coordinator: 'false',
    'resource-manager': 'true',
    ...node(input, sizing, 'resource-manager'),
    ...resolved.version._distribution.coordinator,
    'discovery.uri': `http://localhost:${PORTS.http.port}`,
    'service-inventory.uri': `file://${CONFIG}/${SERVICE_INVENTORY}`,
    'thrift.server.port': String(PORTS.thrift.port),
    'query.max-memory': megabytes(input.sizing.clusterQueryMemory),
    ...resolved.overrides.config,
  };
}

/** config.properties of a worker. */
export function workerConfig(input: ConfigInput): Record<string, string> {
  const { resolved, sizing } = input;
  const { shutdownGrace, workers, version, overrides } = resolved;
  return {
    coordinator: 'false',
    ...node(input, sizing.worker, 'worker'),
    'shutdown.grace-period': seconds(shutdownGrace),
    ...(workers.spill && spill(workers.spill, version.isTrino)),
    ...overrides.config,
    ...overrides.workerConfig,
  };
}

function node(
  { resolved, discoveryUrl, sizing: all }: ConfigInput,
  sizing: PrestoNodeSizing,
  of: SignInNode,
): Record<string, string> {
  const { version, workerLossTimeout } = resolved;
  return {
    ...signInConfig(resolved, of),
    'discovery.uri': discoveryUrl,
    ...(resolved.resourceManagers && { 'resource-manager-enabled': 'true' }),
    'internal-communication.shared-secret': `\${ENV:${SHARED_SECRET}}`,
    ...version._distribution.node,
    'query.max-memory-per-node': megabytes(sizing.queryMemory),
    ...(sizing.queryTotalMemory && { 'query.max-total-memory-per-node': megabytes(sizing.queryTotalMemory) }),
    'memory.heap-headroom-per-node': megabytes(sizing.headroom),
    ...faultToleranceConfig(resolved, all),
    // Both sides of what a lost worker leaves unanswered: by the engine's own five minutes queries hang for as long.
    'query.remote-task.max-error-duration': seconds(workerLossTimeout),
    'exchange.max-error-duration': seconds(workerLossTimeout),
  };
}

/** https://prestodb.io/docs/current/admin/spill.html */
function spill(size: Size, trino: boolean): Record<string, string> {
  const settings = {
    'spill-enabled': 'true',
    'spiller-spill-path': SPILL,
    'spill-encryption-enabled': 'true',
    'max-spill-per-node': megabytes(size),
    'query-max-spill-per-node': megabytes(size),
  };
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [trino ? name : `experimental.${name}`, value]),
  );
}
