import { hadoop } from 'bigdata-constructs';
import { podTemplatesOf } from '../helpers/pod-templates';
import { cluster, everything } from './clusters';

const DIGEST = `sha256:${'4e'.repeat(32)}`;

const version = hadoop.HadoopVersion.of('3.4.3', {
  images: {
    hadoop: { image: 'registry.example.com/lake/hadoop', digest: DIGEST },
    uploader: { image: 'ours/aws-cli' },
  },
  architectures: ['arm64'],
});

/** Images of one's own, a mirror and Secrets to pull with, in a cluster of all parts. */
const objects = cluster(
  { ...everything, version },
  { name: 'test', zones: ['a', 'b', 'c'], imageRegistry: 'mirror.example.com', imagePullSecrets: ['pull'] },
).objects();

interface Container {
  readonly name: string;
  readonly image: string;
}
interface Spec {
  readonly containers: Container[];
  readonly initContainers?: Container[];
  readonly nodeSelector: Record<string, string>;
  readonly imagePullSecrets: object[];
}

const templates = objects
  .flatMap((object) => podTemplatesOf(object).map(({ template }) => ({ object, template })))
  .map(({ object, template }) => ({ name: object.metadata.name, spec: template.spec as Spec }));

describe("images of one's own, a mirror and Secrets to pull with", () => {
  const images = (containers: Container[] = []) => containers.map(({ image }) => image);

  test('run each container from its image, through the mirror unless the image names its registry', () => {
    const ours = templates.filter(({ name }) => name !== 'lake-zookeeper');
    expect(ours.length).toBeGreaterThan(15);
    const used = ours.flatMap(({ spec }) => images([...(spec.initContainers ?? []), ...spec.containers]));
    expect(new Set(used)).toEqual(
      new Set([`registry.example.com/lake/hadoop@${DIGEST}`, 'mirror.example.com/ours/aws-cli:2.31.18']),
    );
    const backup = templates.find(({ name }) => name === 'lake-backup')!;
    expect(images(backup.spec.containers)).toEqual(['mirror.example.com/ours/aws-cli:2.31.18']);
  });

  test('choose nodes that can run them, and pull with the Secrets', () => {
    for (const { name, spec } of templates) {
      expect([name, spec.imagePullSecrets]).toEqual([name, [{ name: 'pull' }]]);
      if (name !== 'lake-zookeeper') {
        expect([name, spec.nodeSelector['kubernetes.io/arch']]).toEqual([name, 'arm64']);
      }
    }
  });
});
