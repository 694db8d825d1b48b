import { aws, DeletionPolicy } from 'bigdata-constructs';
import { App, Chart, Testing } from 'cdk8s';
import { environmentStacks } from '../../stacks/environment-stacks';
import { environments } from '../../stacks/environments';
import { PlatformStack } from '../../stacks/platform-stack';
import { KubeObject } from '../helpers/kube-client';
import { scratchApp, yamlObjects } from '../helpers/synth';

/** What the API server lets nobody change: an upgrade that tries fails. */
const classesOf = (stack: PlatformStack): KubeObject[] =>
  yamlObjects(stack.manifests).filter(({ kind }) => kind === 'StorageClass');

test('what the environment says of data changes no storage class: taking it down would fail', () => {
  const platform = () =>
    environmentStacks(scratchApp(), 'prod').find((stack): stack is PlatformStack => stack instanceof PlatformStack)!;
  const before = classesOf(platform());
  expect(before.map(({ metadata, reclaimPolicy }) => [metadata.name, reclaimPolicy])).toEqual([
    ['gp3', 'Retain'],
    ['gp3-fast', 'Retain'],
    ['gp3-scratch', 'Delete'],
  ]);
  const { environment } = environments.prod;
  try {
    Object.assign(environments.prod, { environment: { ...environment, deletionPolicy: DeletionPolicy.DELETE } });
    expect(classesOf(platform())).toEqual(before);
  } finally {
    Object.assign(environments.prod, { environment });
  }
});

test('volumes go with their claims where they are said to', () => {
  const chart = new Chart(new App(), 'storage');
  new aws.EbsStorageClasses(chart, 'classes', { keepVolumes: false });
  const policies = (Testing.synth(chart) as { reclaimPolicy: string }[]).map(({ reclaimPolicy }) => reclaimPolicy);
  expect(policies).toEqual(['Delete', 'Delete', 'Delete']);
});
