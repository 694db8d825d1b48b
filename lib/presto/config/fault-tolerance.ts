import { Size } from 'cdk8s';
import { bytesOf, mebibytesBelow } from '../../core/internal';
import { Properties, propertiesFile } from '../../kubernetes/internal';
import { PrestoNodeSizing } from '../presto-sizing';
import { ResolvedPresto } from '../resolve';

/** What Trino takes a task to need before any has run, and one of the coordinator's own. */
const TASK = Size.gibibytes(5);
const COORDINATOR_TASK = Size.gibibytes(2);

/** How many such tasks one node has room for at least: one that none has room for never begins. */
const TASKS_PER_NODE = 4;

/** Stores that have a host name for each bucket. */
const AWS = /\.amazonaws\.com(\.cn)?$/;

/**
 * What config.properties says besides.
 *
 * @see https://trino.io/docs/current/admin/fault-tolerant-execution.html
 */
export function faultToleranceConfig(
  { faultTolerance }: ResolvedPresto,
  { worker, coordinator }: { readonly worker: PrestoNodeSizing; readonly coordinator: PrestoNodeSizing },
): Record<string, string> {
  if (!faultTolerance) return {};
  return {
    'retry-policy': 'TASK',
    'fault-tolerant-execution-task-memory': taskMemory(worker, TASK),
    'fault-tolerant-execution-coordinator-task-memory': taskMemory(coordinator, COORDINATOR_TASK),
  };
}

function taskMemory({ heap, headroom }: PrestoNodeSizing, most: Size): string {
  const share = (bytesOf(heap) - bytesOf(headroom)) / TASKS_PER_NODE;
  return `${mebibytesBelow(Math.min(share, bytesOf(most))).toMebibytes()}MB`;
}

/** The files that tell a node where tasks write what others read of them. */
export function exchangeFiles({ faultTolerance }: ResolvedPresto): Record<string, string> {
  if (!faultTolerance) return {};
  const { exchange, prefix } = faultTolerance;
  const { bucketName, region, endpoint } = exchange;
  const properties: Properties = {
    'exchange-manager.name': 'filesystem',
    'exchange.base-directories': `s3://${bucketName}/${prefix}`,
    'exchange.s3.region': region,
    'exchange.s3.endpoint': endpoint,
    ...(AWS.test(new URL(endpoint).hostname) ? {} : { 'exchange.s3.path-style-access': 'true' }),
  };
  return { 'exchange-manager.properties': propertiesFile(properties) };
}
