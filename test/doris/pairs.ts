import { App } from 'cdk8s';
import { manifestTree } from '../../lib/render/manifest-tree';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { everyTwo, lostOf, optionalProps, refusedBy, Said, saidOf } from '../helpers/pairs';

/** What is tried two by two. */
interface Pairs<Props> {
  /** The name of the props. */
  readonly struct: string;
  /** What is tried of each prop, by its name and, where there are several of one, a word more. */
  readonly samples: Record<string, Partial<Props>>;
  /** Where one prop changes what another says, and why. */
  readonly changedOnPurpose: Record<string, string[]>;
  readonly made: (props: Partial<Props>) => App;
}

const propOf = (sample: string) => sample.split(' ')[0];

/** Without checksums of what something is made from. */
const plain = (objects: KubeObject[]) =>
  JSON.parse(JSON.stringify(objects).replace(/\b[0-9a-f]{16}\b/g, 'checksum')) as KubeObject[];

interface Looked {
  readonly refused: string[];
  readonly lost: string[];
  readonly objects: KubeObject[];
}

function look<Props>({ samples, made }: Pairs<Props>): Looked {
  const pairs = everyTwo(Object.keys(samples)).filter(([one, other]) => propOf(one) !== propOf(other));
  const refused: string[] = [];
  const objects = new Map<string, KubeObject>();
  const alone = new Map<string, Said | undefined>();
  const render = (members: string[]): Said | undefined => {
    try {
      const props = Object.assign({}, ...members.map((member) => samples[member])) as Partial<Props>;
      const { objects: rendered, problems } = manifestTree(made(props));
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

/** Tries every two optional props of a cluster together, against the API server too. */
export function pairsSuite<Props>(pairs: Pairs<Props>): void {
  let found: Looked | undefined;
  const looked = () => (found ??= look(pairs));

  test('each optional prop has a sample', () => {
    const missing = optionalProps(pairs.struct, ['lib/doris']).filter(
      (prop) => !Object.keys(pairs.samples).some((sample) => propOf(sample) === prop),
    );
    expect(missing).toEqual([]);
  });

  describe('every two optional props', () => {
    test('can be given together', () => {
      expect(looked().refused).toEqual([]);
    });

    test('say together what each says alone', () => {
      const lost = looked().lost.map((text) => text.split(': ')[0]);
      expect([...new Set(lost)].sort()).toEqual(Object.values(pairs.changedOnPurpose).flat().sort());
    });

    describeWithControlPlane('the API server', (api) => {
      test('accepts every object, and admits every pod under Pod Security', async () => {
        expect(await refusedBy(api, looked().objects)).toEqual([]);
      });
    });
  });
}
