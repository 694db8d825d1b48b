import { SloProps } from '../../../monitoring';
import { of } from '../../../monitoring/internal';
import { CLUSTER } from '../metrics';
import { statusOf } from './alerts';

/** What a FoundationDB promises. */
export function slos(name: string): SloProps[] {
  return [
    {
      name: 'Availability',
      description: 'The database takes reads and writes, as its operator sees it: counted in time.',
      objective: 99.9,
      bad: of(`1 - max(${statusOf(name, 'available')})`, CLUSTER.status),
      total: of(`max(${statusOf(name, 'available')}) * 0 + 1`, CLUSTER.status),
    },
  ];
}
