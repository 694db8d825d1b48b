import * as fs from 'node:fs';
import * as path from 'node:path';
import { kubernetes, policies, workloads } from 'bigdata-constructs';
import { App, Size } from 'cdk8s';
import { storageGrowthRules } from '../../lib/workloads/workloads-rules';
import { describeWithCommand, describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { applyAllTwice } from '../helpers/stored';
import { yamlObjects } from '../helpers/synth';
import { ask, PodAccount } from './as-account';
import { start, unpack } from './programs';

const NAMESPACE = 'grown';

function tree(props: Partial<workloads.StorageGrowthProps> = {}): App {
  const app = new App();
  const chart = new kubernetes.NamespaceChart(app, NAMESPACE);
  new workloads.StorageGrowth(chart, 'Growth', {
    name: 'store-growth',
    partOf: { engine: 'shop', cluster: 'store', component: 'growth' },
    workload: 'store',
    members: 4,
    claims: [{ name: 'data', size: Size.gibibytes(100), grownTo: Size.gibibytes(1536) }],
    image: 'store:1',
    user: 1000,
    ...props,
  });
  return app;
}

const claim = (name: string, grownTo: Size, size = Size.gibibytes(100)) => ({ name, size, grownTo });

describe('StorageGrowth', () => {
  test('reaches the claims of every member there may be, and nothing else', () => {
    const app = tree({ members: 2, claims: [claim('data', Size.tebibytes(1)), claim('log', Size.gibibytes(200))] });
    const [{ rules }] = yamlObjects(app).filter(({ kind }) => kind === 'Role');
    expect(rules).toEqual([
      {
        apiGroups: [''],
        resources: ['persistentvolumeclaims'],
        resourceNames: ['data-store-0', 'data-store-1', 'log-store-0', 'log-store-1'],
        verbs: ['get', 'patch'],
      },
    ]);
  });

  test('satisfies the policies', () => {
    const app = tree();
    expect(policies.Policies.standard().flatMap((policy) => policy.findings(app))).toEqual([]);
  });
});

const claims = (...given: ReturnType<typeof claim>[]) => ({ claims: given });

rulesSuite<Partial<workloads.StorageGrowthProps>>('the rules of a StorageGrowth', {
  rules: storageGrowthRules,
  reported: reportedByConstruct(tree),
  cases: {
    WORK001: {
      refused: claims(claim('data', Size.gibibytes(100))),
      given: '100Gi where they begin with 100Gi for data',
      passes: claims(claim('data', Size.gibibytes(101))),
    },
    WORK002: { refused: { members: 0 }, given: '0', passes: { members: 1 } },
    WORK003: [
      { refused: claims(), given: 'none', passes: {} },
      {
        refused: claims(claim('a', Size.tebibytes(1)), claim('a', Size.tebibytes(2))),
        given: "'a' again",
        passes: claims(claim('a', Size.tebibytes(1)), claim('b', Size.tebibytes(2))),
      },
    ],
  },
});

describeWithControlPlane('StorageGrowth on a real API server', (api, access) => {
  const objects = yamlObjects(tree());
  const claims = `/api/v1/namespaces/${NAMESPACE}/persistentvolumeclaims`;
  let account: PodAccount;

  const storageClass = (name: string, allowVolumeExpansion: boolean): KubeObject => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'test',
    allowVolumeExpansion,
  });

  /** What a StatefulSet's controller makes, and a provisioner binds. */
  const make = async (name: string, size: string, options: { bound?: boolean; storageClassName?: string } = {}) => {
    const { bound = true, storageClassName = 'grows' } = options;
    await ask(access, 'POST', claims, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name,
        annotations: { note: '"phase":"Bound","requests":{"storage":"1Ti"}', phase: 'Bound', resourceVersion: '7' },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName,
        volumeName: bound ? `volume-${name}` : undefined,
        resources: { requests: { storage: size } },
      },
    });
    if (!bound) return;
    const status = { phase: 'Bound', capacity: { storage: size } };
    await ask(access, 'PATCH', `${claims}/${name}/status`, { status }, 'application/merge-patch+json');
  };
  const sizeOf = async (name: string) => {
    const { body } = await ask(access, 'GET', `${claims}/${name}`);
    return (body.spec as { resources: { requests: { storage: string } } } | undefined)?.resources.requests.storage;
  };

  beforeAll(async () => {
    expect(await applyAllTwice(api, objects)).toEqual([]);
    await api.apply(storageClass('grows', true));
    await api.apply(storageClass('stays', false));
    account = await PodAccount.of(access, NAMESPACE, 'store-growth');
  });

  afterAll(() => account.remove());

  afterEach(async () => {
    const { body } = await ask(access, 'GET', claims);
    for (const { metadata } of body.items as { metadata: { name: string } }[]) {
      const url = `${claims}/${metadata.name}`;
      const annotations = { 'bigdata-constructs.io/acknowledge-deletion': metadata.name };
      await ask(access, 'PATCH', url, { metadata: { annotations, finalizers: null } }, 'application/merge-patch+json');
      await ask(access, 'DELETE', url);
    }
  });

  test('is admitted by Pod Security', async () => {
    for (const { namespaceName, template } of objects.flatMap(podTemplatesOf)) {
      await api.admitPod(namespaceName, template);
    }
  });

  test('may read and grow the claims of its set, and do nothing else', async () => {
    await make('data-store-0', '100Gi');
    await make('data-other-0', '100Gi');
    const larger = { spec: { resources: { requests: { storage: '200Gi' } } } };
    expect(await account.may('PATCH', `${claims}/data-store-0`, larger)).toBe(200);
    expect(await account.may('DELETE', `${claims}/data-store-0`)).toBe(403);
    expect(await account.may('PATCH', `${claims}/data-store-4`, larger)).toBe(403);
    expect(await account.may('GET', `${claims}/data-other-0`)).toBe(403);
    expect(await account.may('PATCH', `${claims}/data-other-0`, larger)).toBe(403);
    expect(await account.may('GET', claims)).toBe(403);
    expect(await account.may('GET', `/api/v1/namespaces/${NAMESPACE}/secrets`)).toBe(403);
  });

  test('is the only way to go: the API server refuses less than a volume has', async () => {
    await make('data-store-0', '200Gi');
    const smaller = { spec: { resources: { requests: { storage: '100Gi' } } } };
    expect(await account.may('PATCH', `${claims}/data-store-0`, smaller)).toBe(422);
    expect(await sizeOf('data-store-0')).toBe('200Gi');
  });

  describe.each(['bash', 'dash'])('in %s', (shell) => {
    describeWithCommand(shell, 'with its program', () => {
      /** One run of the job: what it says, and its status. */
      const run = async (env: Record<string, string> = {}) => {
        const folder = unpack(objects, 'store-growth');
        const file = path.join(folder, 'grow.sh');
        fs.chmodSync(file, 0o755);
        fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('/etc/growth/', `${folder}/`));
        const { ended, output } = start(shell, file, { ...account.environment, ...env });
        const status = await ended;
        fs.rmSync(folder, { recursive: true });
        return { status, text: output() };
      };

      test('grows what has less, leaves alone what has enough, and comes back for who is late', async () => {
        await make('data-store-0', '100Gi');
        await make('data-store-1', '2Ti');
        await make('data-store-2', '100Gi', { bound: false });
        expect(await run()).toMatchObject({
          status: 0,
          text: expect.stringContaining('grows from 100Gi to 1536Gi') as string,
        });
        expect(await sizeOf('data-store-0')).toBe('1536Gi');
        expect(await sizeOf('data-store-1')).toBe('2Ti');
        expect(await sizeOf('data-store-2')).toBe('100Gi');

        const status = { phase: 'Bound', capacity: { storage: '100Gi' } };
        await ask(access, 'PATCH', `${claims}/data-store-2/status`, { status }, 'application/merge-patch+json');
        await make('data-store-3', '1000G');
        expect((await run()).status).toBe(0);
        expect(await sizeOf('data-store-2')).toBe('1536Gi');
        expect(await sizeOf('data-store-3')).toBe('1536Gi');

        expect(await run()).toEqual({ status: 0, text: '' });
      });

      test('does not take back what somebody else has asked for, though the volume has not grown yet', async () => {
        await make('data-store-0', '100Gi');
        const larger = { spec: { resources: { requests: { storage: '3Ti' } } } };
        await ask(access, 'PATCH', `${claims}/data-store-0`, larger, 'application/merge-patch+json');
        expect(await run()).toEqual({ status: 0, text: '' });
        expect(await sizeOf('data-store-0')).toBe('3Ti');
      });

      test('fails, saying why, where the storage class does not allow it, and grows the others', async () => {
        await make('data-store-0', '100Gi', { storageClassName: 'stays' });
        await make('data-store-1', '100Gi');
        const { status, text } = await run();
        expect(status).toBe(1);
        expect(text).toContain('data-store-0: the API server does not let it grow');
        expect(text).toContain('only dynamically provisioned pvc can be resized');
        expect(await sizeOf('data-store-1')).toBe('1536Gi');
      });

      test('fails where the API server does not answer', async () => {
        const { status, text } = await run({ KUBERNETES_SERVICE_PORT: '1' });
        expect(status).toBe(1);
        expect(text).toContain('data-store-0: the API server does not answer');
      });
    });
  });
});

describeWithCommand('bash', 'sizes in the program', () => {
  test.each([
    ['1', '1'],
    ['100Gi', String(100 * 1024 ** 3)],
    ['1536Mi', String(1536 * 1024 ** 2)],
    ['7Pi', String(7n * 1024n ** 5n)],
    ['500G', '500000000000'],
    ['500m', 'none'],
    ['1e3', 'none'],
    ['', 'none'],
  ])('%s is %s bytes', async (quantity, bytes) => {
    const folder = unpack(yamlObjects(tree()), 'store-growth');
    const text = fs.readFileSync(path.join(folder, 'grow.sh'), 'utf8');
    const file = path.join(folder, 'bytes.sh');
    fs.writeFileSync(file, `${/^bytes_of\(\) {[^]*?^}$/m.exec(text)?.[0]}\nbytes_of '${quantity}' || echo none\n`);
    const { ended, output } = start('bash', file, {});
    await ended;
    expect(output().trim()).toBe(bytes);
    fs.rmSync(folder, { recursive: true });
  });
});
