import { Cpu, Environment, EnvironmentProps, kubernetes, NodeClass } from 'bigdata-constructs';
import { App, Size } from 'cdk8s';
import { EnginePart, MembersInput } from '../../lib/workloads/internal';
import { KubeObject } from '../helpers/kube-client';
import { yamlObjects } from '../helpers/synth';

/** A part `shelf` of the shop `store`, in an App of its own. */
export function part(environment: EnvironmentProps = { name: 'test' }) {
  const app = new App();
  Environment.attach(app, environment);
  const chart = new kubernetes.NamespaceChart(app, 'shop');
  const made = new EnginePart(chart, 'Shelf', {
    partOf: { engine: 'shop', cluster: 'store', component: 'shelf' },
    ports: [{ name: 'client', port: 7000 }],
    release: {
      text: '1.0.0',
      prop: 'version',
      versions: 'ShelfVersion',
      fallback: 'the first one',
      advice: 'empty it first.',
    },
    image: 'shelf:1',
    user: 1000,
    architectures: ['amd64'],
  });
  return { app, part: made, objects: (): KubeObject[] => yamlObjects(app) };
}

/** Three members of it, with whatever differs. */
export const three = (differing: Partial<MembersInput> = {}): MembersInput => ({
  replicas: 3,
  nodeClass: NodeClass.STATEFUL,
  containers: [{ name: 'shelf', image: 'shelf:1', resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(64) } }],
  ...differing,
});
