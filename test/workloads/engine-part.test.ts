import { kubernetes, NodeClass, policies } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { MembersInput } from '../../lib/workloads/internal';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';
import { part, three } from './parts';

const storageClasses = { data: 'big', quorum: 'steady' };
const field = kubernetes.GuardedField.neverLess({ what: 'shelves', field: 'spec.replicas', advice: 'Empty it first.' });

/** The objects of a part with one set. */
const withMembers = (differing: Partial<MembersInput> = {}) => {
  const made = part({ name: 'test', storageClasses });
  made.part.members(three(differing));
  return made.objects();
};

describe('a part', () => {
  test('has an account, a network policy and files of its name, with its labels', () => {
    const made = part();
    expect(made.part.files({ 'shelf.conf': 'a=1\n' }).configMapName).toBe('store-shelf');
    expect(made.part.files({ 'run.sh': 'exit 0\n' }, 'store-shelf-programs').configMapName).toBe(
      'store-shelf-programs',
    );
    const own = made.objects().filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.labels);
    const labels = {
      'app.kubernetes.io/name': 'shop',
      'app.kubernetes.io/instance': 'store',
      'app.kubernetes.io/component': 'shelf',
      'app.kubernetes.io/managed-by': 'bigdata-constructs',
    };
    expect(own.map(({ kind, metadata }) => [kind, metadata.name, metadata.labels])).toEqual([
      ['NetworkPolicy', 'store-shelf', labels],
      ['ServiceAccount', 'store-shelf', labels],
      ['ConfigMap', 'store-shelf', labels],
      ['ConfigMap', 'store-shelf-programs', labels],
    ]);
  });

  test('has members that satisfy the policies', () => {
    const made = part();
    made.part.members(three({ claims: [{ name: 'data', size: Size.gibibytes(1), grownTo: Size.gibibytes(2) }] }));
    expect(policies.Policies.standard().flatMap((policy) => policy.findings(made.app))).toEqual([]);
  });
});

describe('members', () => {
  test('are pods of the part, one of which may be drained at once', () => {
    const objects = withMembers();
    const set = find<{ spec: { replicas: number; template: { spec: object } } }>(objects, 'StatefulSet', 'store-shelf');
    expect(set.spec).toMatchObject({
      replicas: 3,
      template: {
        spec: {
          serviceAccountName: 'store-shelf',
          securityContext: { runAsUser: 1000 },
          nodeSelector: { 'kubernetes.io/arch': 'amd64' },
        },
      },
    });
    expect(find(objects, 'PodDisruptionBudget', 'store-shelf').spec).toMatchObject({
      maxUnavailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/component': 'shelf' } },
    });
  });

  test.each([
    [NodeClass.QUORUM, undefined, 'steady'],
    [NodeClass.of('quorum'), undefined, 'steady'],
    [NodeClass.STATEFUL, undefined, 'big'],
    [NodeClass.QUORUM, 'own', 'own'],
  ])('have volumes of the class for their machines, or of the one that is named', (nodeClass, storageClass, wanted) => {
    const claims = [{ name: 'data', size: Size.gibibytes(1), storageClass }];
    expect(find(withMembers({ nodeClass, claims }), 'StatefulSet').spec).toMatchObject({
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: wanted } }],
    });
  });

  test('have volumes that grow, those alone that are to', () => {
    const still = [{ name: 'log', size: Size.gibibytes(1) }];
    const grows = [{ name: 'data', size: Size.gibibytes(1), grownTo: Size.gibibytes(3) }];
    const names = (claims: MembersInput['claims']) =>
      withMembers({ claims })
        .filter(({ kind }) => kind === 'CronJob')
        .map(({ metadata }) => metadata.name);
    expect(names(still)).toEqual([]);
    expect(names([...still, ...grows])).toEqual(['store-shelf-growth']);
    const list = find<{ data: Record<string, string> }>(
      withMembers({ claims: [...still, ...grows] }),
      'ConfigMap',
      'store-shelf-growth',
    );
    expect(list.data.claims).toBe([0, 1, 2].map((ordinal) => `data-store-shelf-${ordinal} 3Gi\n`).join(''));
  });

  test('change their number as the guard says, and not through scale', () => {
    const objects = withMembers({ guard: { field, leaving: { atOnce: 1 } } });
    const guards = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    expect(guards.map(({ metadata }) => metadata.name)).toEqual([
      'shop.configmap.store-shop-members.bigdata-constructs.io',
      'shop.deletion.bigdata-constructs.io',
      'shop.statefulset.store-shelf.bigdata-constructs.io',
      'shop.statefulset.store-shelf.leaving.bigdata-constructs.io',
      'shop.statefulset.store-shelf.scale.bigdata-constructs.io',
    ]);
    expect(find(objects, 'StatefulSet').metadata.annotations).toBeUndefined();
  });

  test('say which number is meant, where one is acknowledged', () => {
    const objects = withMembers({ guard: { field, acknowledged: 3 } });
    expect(find(objects, 'StatefulSet').metadata.annotations).toEqual({
      'bigdata-constructs.io/acknowledge-shelves': '3',
    });
    expect(find(objects, 'ConfigMap', 'store-shop-members').metadata.annotations).toEqual({
      'bigdata-constructs.io/acknowledge-shelf': '3',
    });
    // What was left behind says nothing of the present one.
    expect(find(withMembers({ guard: { field, acknowledged: 4 } }), 'StatefulSet').metadata.annotations).toEqual({
      'bigdata-constructs.io/acknowledge-shelves': '4',
    });
  });

  test('that hold data have a release that comes before the cluster, and others have none', () => {
    const claims = [{ name: 'data', size: Size.gibibytes(1) }];
    const first = (differing: Partial<MembersInput>) =>
      withMembers(differing).find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.endsWith('-members'));
    expect(first({ claims })).toMatchObject({ data: { version: '1.0.0' } });
    expect(first({ claims, guard: { field } })).toMatchObject({ data: { shelf: '3', version: '1.0.0' } });
    expect(first({ guard: { field } })).toMatchObject({ data: { shelf: '3' } });
    expect(first({})).toBeUndefined();
  });

  test('of several sets have a label that tells them apart, and budgets of their own or one together', () => {
    const made = part();
    for (const name of ['store-a', 'store-b']) made.part.members(three({ name, oneOfSeveral: true }));
    made.part.members(three({ name: 'store-c', oneOfSeveral: true, sharedBudget: true }));
    made.part.budget({ members: 9, maxUnavailable: 2 });
    const budgets = made.objects().filter(({ kind }) => kind === 'PodDisruptionBudget');
    const set = (budget: (typeof budgets)[number]) =>
      (budget.spec as { selector: { matchLabels: Record<string, string> } }).selector.matchLabels[
        'bigdata-constructs.io/set'
      ];
    expect(budgets.map((budget) => [budget.metadata.name, set(budget)])).toEqual([
      ['store-a', 'store-a'],
      ['store-b', 'store-b'],
      ['store-shelf', undefined],
    ]);
    expect(find(made.objects(), 'StatefulSet', 'store-c').spec).toMatchObject({
      template: { metadata: { labels: { 'bigdata-constructs.io/set': 'store-c' } } },
    });
  });

  test('are refused without a quorum that holds while one is drained', () => {
    expect(() => withMembers({ quorum: 3 })).toThrow('K8S');
  });
});

test('a companion alone has the token, may look at the sets that are named and at nothing else, and is seen to go round', () => {
  const made = part();
  const [container] = three().containers;
  const watch = made.part.companion(['store-a', 'store-b'], { ...container, name: 'watch', mounts: [] });
  made.part.members(three({ containers: [container, watch] }));
  const objects = made.objects();
  expect(find<{ rules: object[] }>(objects, 'Role', 'store-shelf').rules).toEqual([
    {
      apiGroups: ['apps'],
      resources: ['statefulsets', 'statefulsets/scale'],
      resourceNames: ['store-a', 'store-b'],
      verbs: ['get'],
    },
  ]);
  const { spec } = podTemplatesOf(find(objects, 'StatefulSet'))[0].template as {
    spec: {
      automountServiceAccountToken: boolean;
      containers: { name: string; volumeMounts?: { mountPath: string }[]; livenessProbe?: object }[];
    };
  };
  expect(spec.automountServiceAccountToken).toBe(false);
  expect(
    spec.containers.map(({ name, volumeMounts }) => [name, volumeMounts?.map((mount) => mount.mountPath)]),
  ).toEqual([
    ['shelf', undefined],
    ['watch', ['/var/run/secrets/kubernetes.io/serviceaccount']],
  ]);
  expect(JSON.stringify(spec.containers[1].livenessProbe)).toContain('/tmp/membership-round');
  const network = find(objects, 'NetworkPolicy', 'store-shelf').spec as { egress: { ports: { port: number }[] }[] };
  expect(network.egress.map(({ ports }) => ports.map(({ port }) => port))).toContainEqual([443, 6443]);
});
