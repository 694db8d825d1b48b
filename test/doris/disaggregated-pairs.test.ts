import { doris, monitoring } from 'bigdata-constructs';
import { clusterApart, everythingApart, minimalApart } from './clusters';
import { pairsSuite } from './pairs';

type Props = Partial<doris.DorisDisaggregatedClusterProps>;

const { DorisPrivilege } = doris;
const given = everythingApart as Props;

/** What is tried of each prop: what a cluster with every prop has, and what one without has. */
const SAMPLES: Record<string, Props> = {
  ...Object.fromEntries(
    (Object.keys(given) as (keyof Props)[])
      .filter((prop) => !(prop in minimalApart))
      .map((prop) => [prop, { [prop]: given[prop] }]),
  ),
  name: { name: 'asked' },
  monitoring: { monitoring: monitoring.Monitoring.none() },
  'monitoring probe': { monitoring: monitoring.Monitoring.standard({ probe: false }) },
  highAvailability: { highAvailability: false },
  // Of groups that there are.
  users: { users: [{ name: 'reports', grants: [{ privileges: [DorisPrivilege.USAGE], on: 'COMPUTE GROUP %' }] }] },
};

/** Where one prop changes what another says, and why. */
const CHANGED_ON_PURPOSE: Record<string, string[]> = {
  'members are counted together, and one alert knows how many each part has': [
    'frontends with highAvailability',
    'frontends with metaService',
    'highAvailability with frontends',
    'highAvailability with metaService',
    'metaService with frontends',
    'metaService with highAvailability',
  ],
  'both go into one list of users': ['monitoring probe with removedUsers', 'monitoring with removedUsers'],
  'there are no alerts and no probe': [
    'frontends with monitoring',
    'highAvailability with monitoring',
    'jobPassword with monitoring',
    'jobPassword with monitoring probe',
    'metaService with monitoring',
    'overrides with monitoring',
    'overrides with monitoring probe',
  ],
};

pairsSuite<doris.DorisDisaggregatedClusterProps>({
  struct: 'DorisDisaggregatedClusterProps',
  samples: SAMPLES,
  changedOnPurpose: CHANGED_ON_PURPOSE,
  made: (props) => clusterApart(props, undefined, 'paired-lakehouse').app,
});
