import { doris, monitoring } from 'bigdata-constructs';
import { cluster, everything, minimal } from './clusters';
import { pairsSuite } from './pairs';

type Props = Partial<doris.DorisClusterProps>;

/** What is tried of each prop: what a cluster with every prop has, and what one without has. */
const SAMPLES: Record<string, Props> = {
  ...Object.fromEntries(
    (Object.keys(everything) as (keyof Props)[])
      .filter((prop) => !(prop in minimal))
      .map((prop) => [prop, { [prop]: everything[prop] }]),
  ),
  name: { name: 'asked' },
  monitoring: { monitoring: monitoring.Monitoring.none() },
  'monitoring probe': { monitoring: monitoring.Monitoring.standard({ probe: false }) },
  highAvailability: { highAvailability: false },
  leaving: { leaving: 1 },
};

/** Where one prop changes what another says, and why. */
const CHANGED_ON_PURPOSE: Record<string, string[]> = {
  'jobs run from the image of the release, and an upgrade leads to it': [
    'backup with version',
    'compute with version',
    'frontends with version',
    'grownTo with version',
    'previousRootPassword with version',
    'restore with version',
    'upgrading with version',
    'volumes with version',
  ],
  'members are counted together, and copies that need them': [
    'compute with highAvailability',
    'highAvailability with compute',
    'highAvailability with frontends',
    'leaving with highAvailability',
    'upgrading with frontends',
    'upgrading with highAvailability',
  ],
  'both go into one list of claims, of options, of panels or of users': [
    'compute with monitoring probe',
    'compute with overrides',
    'frontends with overrides',
    'grownTo with volumes',
    'monitoring probe with backup',
    'monitoring probe with compute',
    'monitoring probe with removedUsers',
    'monitoring with backup',
    'monitoring with removedUsers',
    'overrides with frontends',
    'removedUsers with backup',
    'volumes with grownTo',
  ],
  'one is the default of the other': ['highAvailability with replication'],
  'a password that is given is generated nowhere': ['backup with jobPassword'],
  'there are no alerts and no probe': [
    'backup with monitoring',
    'compute with monitoring',
    'frontends with monitoring',
    'highAvailability with monitoring',
    'highAvailability with monitoring probe',
    'jobPassword with monitoring',
    'jobPassword with monitoring probe',
    'overrides with monitoring',
    'overrides with monitoring probe',
    'version with monitoring',
    'version with monitoring probe',
  ],
};

pairsSuite<doris.DorisClusterProps>({
  struct: 'DorisClusterProps',
  samples: SAMPLES,
  changedOnPurpose: CHANGED_ON_PURPOSE,
  made: (props) => cluster(props, undefined, 'paired-warehouse').app,
});
