import { doris, monitoring } from 'bigdata-constructs';
import { manifestTree } from '../../lib/render/manifest-tree';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { everyTwo, lostOf, optionalProps, refusedBy, Said, saidOf } from '../helpers/pairs';
import { cluster, everything, minimal } from './clusters';

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

const propOf = (sample: string) => sample.split(' ')[0];
const pairs = everyTwo(Object.keys(SAMPLES)).filter(([one, other]) => propOf(one) !== propOf(other));

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

/** Without checksums of what something is made from. */
const plain = (objects: KubeObject[]) =>
  JSON.parse(JSON.stringify(objects).replace(/\b[0-9a-f]{16}\b/g, 'checksum')) as KubeObject[];

interface Looked {
  readonly refused: string[];
  readonly lost: string[];
  readonly objects: KubeObject[];
}

function look(): Looked {
  const refused: string[] = [];
  const objects = new Map<string, KubeObject>();
  const alone = new Map<string, Said | undefined>();
  const render = (members: string[]): Said | undefined => {
    try {
      const props = Object.assign({}, ...members.map((member) => SAMPLES[member])) as Props;
      const { objects: rendered, problems } = manifestTree(cluster(props, undefined, 'paired-warehouse').app);
      if (problems.length > 0) throw new Error(problems.join('\n'));
      const manifests = plain(rendered.map(({ manifest }) => manifest as unknown as KubeObject));
      for (const manifest of manifests) objects.set(JSON.stringify(manifest), manifest);
      return saidOf(manifests);
    } catch (error) {
      refused.push(`${members.join(' with ')}: ${(error as Error).message}`);
      return undefined;
    }
  };
  const said = (members: string[]) => {
    if (members.length > 1) return render(members);
    const key = members.join();
    if (!alone.has(key)) alone.set(key, render(members));
    return alone.get(key);
  };
  const compared = pairs.filter((pair) => !pair.includes('name'));
  for (const pair of pairs.filter((each) => !compared.includes(each))) render(pair);
  return { lost: lostOf(compared, said), refused, objects: [...objects.values()] };
}
let found: Looked | undefined;
const looked = () => (found ??= look());

test('each optional prop has a sample', () => {
  const missing = optionalProps('DorisClusterProps', ['lib/doris']).filter(
    (prop) => !Object.keys(SAMPLES).some((sample) => propOf(sample) === prop),
  );
  expect(missing).toEqual([]);
});

describe('every two optional props', () => {
  test('can be given together', () => {
    expect(looked().refused).toEqual([]);
  });

  test('say together what each says alone', () => {
    const lost = looked().lost.map((text) => text.split(': ')[0]);
    expect([...new Set(lost)].sort()).toEqual(Object.values(CHANGED_ON_PURPOSE).flat().sort());
  });

  describeWithControlPlane('the API server', (api) => {
    test('accepts every object, and admits every pod under Pod Security', async () => {
      expect(await refusedBy(api, looked().objects)).toEqual([]);
    });
  });
});
