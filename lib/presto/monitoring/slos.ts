import { SloProps } from '../../monitoring';
import { of, probeSlo } from '../../monitoring/internal';
import { activeWorkers, COORDINATOR, PLATFORM } from '../metrics';

/** What the objectives depend on. */
export interface SlosInput {
  /** The Deployment of workers. */
  readonly workers: string;
  /** Whether there are resource managers, and several coordinators. */
  readonly managed: boolean;
  /** The CronJob that probes. Default: there is none. */
  readonly probeJob?: string;
}

/** Ten queries an hour: below that a single one would spend hours of budget. */
const TEN_AN_HOUR = 0.0028;

/** What a cluster promises. */
export function slos({ workers, managed, probeJob }: SlosInput): SloProps[] {
  const active = activeWorkers(managed, 2);
  return [
    {
      name: 'QuerySuccess',
      description: 'Queries do not fail by fault of the engine. Those that fail by fault of their user do not count.',
      objective: 99.5,
      bad: of('sum(rate($1[5m]))', COORDINATOR.internalFailures),
      total: of('sum(rate($1[5m])) - sum(rate($2[5m]))', COORDINATOR.completed, COORDINATOR.userErrors),
      minimumRate: TEN_AN_HOUR,
    },
    QUEUE_TIME,
    {
      name: 'WorkerPresence',
      description: 'Of the workers that should be there, nine of ten take tasks: counted in workers and time.',
      // One that is added has no node for some minutes.
      objective: 90,
      bad: of(`clamp_min(max($1{deployment="${workers}"}) - ${active.text}, 0)`, PLATFORM.wanted, ...active.metrics),
      total: of(`max($1{deployment="${workers}"})`, PLATFORM.wanted),
    },
    ...(probeJob === undefined
      ? []
      : [
          probeSlo({
            name: 'CatalogAvailability',
            description: 'A client that asks each catalog for its schemas is answered',
            job: probeJob,
          }),
        ]),
  ];
}

/** No counter says how long queries waited. Never a page: how long they may wait is a matter of how much capacity is paid for. */
const QUEUE_TIME: SloProps = {
  name: 'QueueTime',
  description: 'Queries wait for a fifth at most of the time that they take: counted in queries and time.',
  objective: 80,
  bad: of('sum($1)', COORDINATOR.queued),
  total: of('sum($1) + sum($2)', COORDINATOR.queued, COORDINATOR.running),
};
