import * as fs from 'node:fs';
import * as path from 'node:path';
import { policies, scaling } from 'bigdata-constructs';
import { describeWithCommand, describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { applyAllTwice } from '../helpers/stored';
import { yamlObjects } from '../helpers/synth';
import { ask, PodAccount } from '../workloads/as-account';
import { contentOf, isAlive, RunningProgram, start, unpack } from '../workloads/programs';
import { storeWithDrain } from './stores';

const FOREVER = `#!/bin/sh
echo $$ >"$LEAVE_DIR/process"
sleep 600
`;

const app = storeWithDrain(FOREVER, {}, 'drained');
const objects = yamlObjects(app);
const set = objects.find(({ kind }) => kind === 'StatefulSet') as KubeObject;

describe('Drain', () => {
  const [{ template }] = podTemplatesOf(set);
  const spec = template.spec as {
    automountServiceAccountToken: boolean;
    serviceAccountName: string;
    containers: { name: string; volumeMounts?: { name: string; mountPath: string }[]; lifecycle?: object }[];
  };

  test('gives the token to the container that drains alone', () => {
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(spec.serviceAccountName).toBe('store');
    const mounts = spec.containers.map(({ volumeMounts = [] }) => volumeMounts.map(({ mountPath }) => mountPath));
    expect(mounts).toEqual([['/etc/drain', '/var/run/secrets/kubernetes.io/serviceaccount'], []]);
    expect(spec.containers.map(({ lifecycle }) => lifecycle)).toEqual([
      { preStop: { exec: { command: ['/bin/sh', '/etc/drain/drain.sh'] } } },
      undefined,
    ]);
  });

  test('replaces the pods when its program changes', () => {
    const changed = yamlObjects(storeWithDrain('#!/bin/sh\n')).find(({ kind }) => kind === 'StatefulSet') as KubeObject;
    expect(podTemplatesOf(changed)[0].template.metadata).not.toEqual(template.metadata);
  });

  test('opens the way to the API server', () => {
    const network = objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'store');
    const { egress } = network?.spec as { egress: { ports: { port: number }[] }[] };
    expect(egress.map(({ ports }) => ports.map(({ port }) => port))).toContainEqual([443, 6443]);
  });

  test('satisfies the policies', () => {
    expect(policies.Policies.standard().flatMap((policy) => policy.findings(app))).toEqual([]);
  });
});

describeWithControlPlane('Drain on a real API server', (api, access) => {
  let account: PodAccount;
  const url = '/apis/apps/v1/namespaces/drained/statefulsets';

  beforeAll(async () => {
    expect(await applyAllTwice(api, objects)).toEqual([]);
    await api.apply({ ...set, metadata: { ...set.metadata, name: 'other' } });
    account = await PodAccount.of(access, 'drained', 'store');
  });

  afterAll(() => account.remove());

  test('is admitted by Pod Security', async () => {
    for (const { namespaceName, template } of podTemplatesOf(set)) await api.admitPod(namespaceName, template);
  });

  test('may read its set and how many it should have', async () => {
    expect(await account.may('GET', `${url}/store`)).toBe(200);
    expect(await account.may('GET', `${url}/store/scale`)).toBe(200);
  });

  test.each([
    ['change its set', 'PATCH', `${url}/store`, { spec: { replicas: 9 } }],
    ['change its number', 'PATCH', `${url}/store/scale`, { spec: { replicas: 9 } }],
    ['delete its set', 'DELETE', `${url}/store`, undefined],
    ['read another set', 'GET', `${url}/other`, undefined],
    ["read another set's number", 'GET', `${url}/other/scale`, undefined],
    ['list sets', 'GET', url, undefined],
    ['read the status of its set', 'GET', `${url}/store/status`, undefined],
    ['list pods', 'GET', '/api/v1/namespaces/drained/pods', undefined],
    ['read a Secret', 'GET', '/api/v1/namespaces/drained/secrets/store', undefined],
    ['read another namespace', 'GET', '/apis/apps/v1/namespaces/default/statefulsets/store', undefined],
    ['make a token', 'POST', '/api/v1/namespaces/drained/serviceaccounts/store/token', {}],
  ])('may not %s', async (_, method, target, body) => {
    expect(await account.may(method, target, body)).toBe(403);
  });

  describe.each(['bash', 'dash'])('in %s', (shell) => {
    describeWithCommand(shell, 'with its program', () => {
      let folder: string;
      let running: RunningProgram | undefined;

      const stopMember = (ordinal: number) => {
        folder = unpack(objects, 'store-drain');
        running = start(shell, path.join(folder, 'drain.sh'), {
          ...account.environment,
          POD_NAME: `store-${ordinal}`,
          LEAVE_DIR: folder,
          DRAIN_OUTPUT: path.join(folder, 'none', 'none'),
          DRAIN_TICK: '0.1',
          DRAIN_POLL: '0',
          DRAIN_PATIENCE: '30',
        });
        return running;
      };
      const said = async (ordinal: number) => {
        const { ended, output } = stopMember(ordinal);
        expect(await ended).toBe(0);
        fs.rmSync(folder, { recursive: true });
        return output();
      };

      beforeEach(async () => {
        await api.apply(set);
        await api.scale(set, 3);
      });

      afterEach(async () => {
        running?.child.kill('SIGTERM');
        await running?.ended;
        fs.rmSync(folder, { recursive: true, force: true });
      });

      test('tells a restart from a set that is stopped, is being deleted, and is gone', async () => {
        expect(await said(2)).toContain('it restarts');
        await api.scale(set, 0);
        expect(await said(0)).toContain('as a whole');
        // A client that applies on its side leaves the whole set in an annotation.
        const note = {
          'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(set),
          deletionTimestamp: 'x',
        };
        await api.apply({ ...set, metadata: { ...set.metadata, annotations: note } });
        await api.scale(set, 3);
        expect(await said(2)).toContain('it restarts');
        // No controller is there to end what the foreground waits for.
        await ask(access, 'DELETE', `${url}/store?propagationPolicy=Foreground`);
        expect(await said(2)).toContain('as a whole');
        await ask(access, 'PATCH', `${url}/store`, { metadata: { finalizers: null } }, 'application/merge-patch+json');
        expect(await api.get(set)).toBeUndefined();
        expect(await said(2)).toContain('as a whole');
      });

      test('hands over when its set is to have fewer, and no longer when it is to have more again', async () => {
        await api.scale(set, 2);
        const { ended, output } = stopMember(2);
        const started = Number(await contentOf(path.join(folder, 'process')));
        await api.scale(set, 3);
        expect(await ended).toBe(0);
        expect(output()).toContain('store is to have 3');
        expect(isAlive(started)).toBe(false);
      });
    });
  });
});

describeWithControlPlane('Drain of a Deployment on a real API server', (api, access) => {
  const deployed = yamlObjects(storeWithDrain(FOREVER, { kind: scaling.DrainedWorkload.DEPLOYMENT }, 'deployed'));
  const deployment = deployed.find(({ kind }) => kind === 'Deployment') as KubeObject;
  const url = '/apis/apps/v1/namespaces/deployed/deployments';
  let account: PodAccount;

  beforeAll(async () => {
    for (const object of deployed) await api.apply(object);
    await api.apply({ ...deployment, metadata: { ...deployment.metadata, name: 'other' } });
    account = await PodAccount.of(access, 'deployed', 'store');
  });

  afterAll(() => account.remove());

  test('may read its own Deployment and how many pods that should have', async () => {
    expect(await account.may('GET', `${url}/store`)).toBe(200);
    expect(await account.may('GET', `${url}/store/scale`)).toBe(200);
  });

  test.each([
    ['change it', 'PATCH', `${url}/store/scale`, { spec: { replicas: 9 } }],
    ['read another one', 'GET', `${url}/other`, undefined],
    ['list them', 'GET', url, undefined],
    ['read StatefulSets', 'GET', '/apis/apps/v1/namespaces/deployed/statefulsets/store', undefined],
  ])('may not %s', async (_, method, target, body) => {
    expect(await account.may(method, target, body)).toBe(403);
  });

  describeWithCommand('dash', 'with its program', () => {
    test('hands over until all of it is stopped, and does not begin when it is', async () => {
      const folder = unpack(deployed, 'store-drain');
      const stop = () =>
        start('dash', path.join(folder, 'drain.sh'), {
          ...account.environment,
          POD_NAME: 'store-7d9f5c6b8-x2vlq',
          LEAVE_DIR: folder,
          DRAIN_OUTPUT: path.join(folder, 'none', 'none'),
          DRAIN_TICK: '0.1',
          DRAIN_POLL: '0',
        });
      const first = stop();
      const started = Number(await contentOf(path.join(folder, 'process')));
      await api.scale(deployment, 0);
      expect(await first.ended).toBe(0);
      expect(isAlive(started)).toBe(false);
      const second = stop();
      expect(await second.ended).toBe(0);
      expect(second.output()).toContain('as a whole');
      fs.rmSync(folder, { recursive: true });
    });
  });
});
