import { SloProps } from '../../monitoring';
import { of, probeSlo } from '../../monitoring/internal';
import { NAME_NODE, NODE_MANAGER, QUEUES } from '../metrics';
import { PORTS } from '../ports';

/** What the objectives depend on. */
export interface SlosInput {
  readonly yarn: boolean;
  /** The CronJob that probes, if there is one. */
  readonly probeJob?: string;
}

/** Above which mean time of a call the NameNode counts as slow. */
const SLOW_MILLISECONDS = 100;

/** The server that clients and DataNodes call. */
export const NAME_NODE_RPC = `{port="${PORTS.nameNodeRpc.port}"}`;

/** What a cluster promises. */
export function slos({ yarn, probeJob }: SlosInput): SloProps[] {
  return [
    {
      name: 'NameNodeLatency',
      description: `Calls to the active NameNode take less than ${SLOW_MILLISECONDS} ms on average, waiting included: counted in time.`,
      objective: 99,
      bad: of(
        `sum((($1${NAME_NODE_RPC} + $2${NAME_NODE_RPC}) > bool ${SLOW_MILLISECONDS}) and on (pod) ($3 == 1))`,
        NAME_NODE.queueTime,
        NAME_NODE.processingTime,
        NAME_NODE.state,
      ),
      total: of(`count($1${NAME_NODE_RPC} and on (pod) ($2 == 1))`, NAME_NODE.queueTime, NAME_NODE.state),
    },
    {
      name: 'BlockHealth',
      description: 'Blocks have a good copy, and no corrupt one: counted in blocks and time.',
      objective: 99.999,
      bad: of('max($1{hastate="active"} + $2{hastate="active"})', NAME_NODE.missingBlocks, NAME_NODE.corruptBlocks),
      total: of('max($1{hastate="active"})', NAME_NODE.blocks),
    },
    ...(probeJob === undefined ? [] : [writeAvailability(probeJob)]),
    ...(yarn ? [CONTAINER_WAIT] : []),
  ];
}

function writeAvailability(job: string): SloProps {
  return probeSlo({
    name: 'WriteAvailability',
    description: 'A client that writes a file, reads it and deletes it succeeds',
    job,
  });
}

/** Never a page: how much may wait is a matter of how much capacity is paid for. */
const CONTAINER_WAIT: SloProps = {
  name: 'ContainerWait',
  description: 'Of the containers that applications want, four fifths run: counted in containers and time.',
  objective: 80,
  bad: of('max($1{queue="root"})', QUEUES.pendingContainers),
  total: of('max($1{queue="root"}) + (sum($2) or vector(0))', QUEUES.pendingContainers, NODE_MANAGER.containers),
};
