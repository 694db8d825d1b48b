import { Cpu, kubernetes, NodeClass, operators, report, scaling } from 'bigdata-constructs';
import { App, Duration, Size } from 'cdk8s';
import { BudgetedPodGroup, podGroups } from '../../lib/kubernetes/internal';
import { cluster as clickhouse } from '../clickhouse/clusters';
import { cluster as hadoop, everything as everyHadoopProp } from '../hadoop/clusters';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf, PROCESS_CLASS } from '../helpers/pod-templates';
import { manifests } from '../helpers/programs';
import { yamlObjects } from '../helpers/synth';

/** What one of several pods is known by: numbers in millicores and bytes. */
interface Row {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
  readonly claims: string[];
  readonly budget?: string;
  readonly maxUnavailable?: number;
}

const UNITS: Record<string, number> = { m: 0.001, '': 1, Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4 };

const amount = (quantity: string) => {
  const [, number, unit] = /^(\d+)(m|Ki|Mi|Gi|Ti|)$/.exec(quantity)!;
  return Number(number) * UNITS[unit];
};

const bytes = (size: Size) => size.toKibibytes() * 1024;

interface Container {
  readonly name: string;
  readonly restartPolicy?: string;
  readonly resources: { readonly requests: Record<string, string> };
}

/** What a scheduler counts, of one resource. */
function request(
  { containers, initContainers = [] }: { containers: Container[]; initContainers?: Container[] },
  key: string,
) {
  const sum = (list: Container[]) => list.reduce((total, { resources }) => total + amount(resources.requests[key]), 0);
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  const first = initContainers.filter((container) => !sidecars.includes(container));
  return sum(sidecars) + Math.max(sum(containers), ...first.map((container) => sum([container])));
}

interface Claim {
  readonly metadata?: { readonly name: string };
  readonly name?: string;
  readonly spec: {
    readonly storageClassName?: string;
    readonly resources: { readonly requests: { readonly storage: string } };
  };
}

interface Spec {
  readonly replicas?: number;
  readonly volumeClaimTemplates?: Claim[];
  readonly templates?: { readonly volumeClaimTemplates: Claim[] };
  readonly configuration?: {
    readonly clusters: { readonly layout: { readonly shardsCount?: number; readonly replicasCount: number } }[];
  };
  readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
  readonly selector?: { readonly matchLabels: Record<string, string> };
  readonly maxUnavailable?: number;
  readonly [field: string]: unknown;
}

interface Ephemeral {
  readonly volumeClaimTemplate: Claim;
}

const SHARD = 'clickhouse.altinity.com/shard';

interface Application {
  readonly dynamicAllocation?: { readonly maxExecutors: number };
  readonly executor: { readonly instances: number };
}

/** Pods of an application of Spark: none between its runs, but for a Connect server, whose spec is told by what its name ends with. */
function ofApplication({ kind, metadata, spec }: KubeObject, [{ name: container }]: Container[]) {
  const { dynamicAllocation, executor } = (
    kind.startsWith('Scheduled') ? (spec as Spec).template : spec
  ) as Application;
  const driver = container === 'spark-kubernetes-driver';
  const max = driver ? 1 : (dynamicAllocation?.maxExecutors ?? executor.instances);
  const server = kind === 'SparkConnect';
  const name = server ? metadata.name.replace(/-[0-9a-f]{8}$/, '') : metadata.name;
  return [{ name: `${name}-${driver ? 'driver' : 'executor'}`, min: server && driver ? 1 : 0, max, labels: {} }];
}

/** Pods of one of Doris' components, told by the name of its container. */
function ofDoris({ metadata, spec }: KubeObject, [{ name: component }]: Container[]) {
  const { replicas } = (spec as Record<string, { replicas: number }>)[`${component}Spec`];
  const labels = {
    'app.doris.cluster': metadata.name,
    'app.doris.ownerreference/name': `${metadata.name}-${component}`,
  };
  return [{ name: `${metadata.name}-${component}`, min: replicas, max: replicas, labels }];
}

/** What each pod of that component claims. */
function claimsOfDoris({ kind, spec }: KubeObject, { containers: [{ name }] }: { containers: Container[] }): Claim[] {
  if (kind !== 'DorisCluster') return [];
  const { persistentVolumes } = (
    spec as Record<string, { persistentVolumes: { name: string; persistentVolumeClaimSpec: Claim['spec'] }[] }>
  )[`${name}Spec`];
  return persistentVolumes.map((volume) => ({ name: volume.name, spec: volume.persistentVolumeClaimSpec }));
}

interface Apart {
  readonly replicas: number;
  readonly uniqueId?: string;
  readonly persistentVolumes?: { readonly persistentVolumeClaimSpec: Claim['spec'] }[];
}

const APART = 'app.doris.disaggregated';

/** A part of a Doris whose data lies in an object store, told by the labels that its operator gives pods, and the name of its set. */
function partApart({ metadata, spec }: KubeObject, labels: Record<string, string>): Apart & { readonly name: string } {
  const { metaService, feSpec, computeGroups } = spec as Record<'metaService' | 'feSpec', Apart> & {
    readonly computeGroups: Apart[];
  };
  const type = labels[`${APART}.type`];
  const id = labels[`${APART}.cg-uniqueid`];
  const part = { ms: metaService, fe: feSpec }[type] ?? computeGroups.find(({ uniqueId }) => uniqueId === id)!;
  return { ...part, name: `${metadata.name}-${id === undefined ? type : id.replaceAll('_', '-')}` };
}

/** What each of its pods claims, under the name that its operator makes of the path. */
function claimsApart(object: KubeObject, volumes: { name: string }[], labels: Record<string, string> = {}): Claim[] {
  if (object.kind !== 'DorisDisaggregatedCluster') return [];
  const { persistentVolumes = [] } = partApart(object, labels);
  const claimed = volumes.filter((volume) => 'persistentVolumeClaim' in volume);
  return persistentVolumes.map(({ persistentVolumeClaimSpec }, index) => ({
    name: claimed[index].name,
    spec: persistentVolumeClaimSpec,
  }));
}

interface FoundationDb {
  readonly processCounts: Record<string, number>;
  readonly processes: Record<string, { readonly volumeClaimTemplate?: Pick<Claim, 'spec'> }>;
}

/** What each process of a class claims. */
function claimsOfFoundationDb({ kind, spec }: KubeObject, labels: Record<string, string> = {}): Claim[] {
  if (kind !== 'FoundationDBCluster') return [];
  const { volumeClaimTemplate } = (spec as FoundationDb).processes[labels[PROCESS_CLASS]];
  return volumeClaimTemplate ? [{ name: 'data', ...volumeClaimTemplate }] : [];
}

/** Who makes pods: a number of sets of them, each of copies. */
function setsOf(
  object: KubeObject,
  containers: Container[],
  objects: KubeObject[],
  labels: Record<string, string> = {},
) {
  const { kind, metadata, spec } = object;
  const { replicas, configuration } = spec as Spec;
  const one = (min: number, max = min) => [{ name: metadata.name, min, max, labels: {} }];
  if (kind.endsWith('SparkApplication') || kind === 'SparkConnect') return ofApplication(object, containers);
  // One that is made anew for each input has a checksum behind its name, and is the same group.
  if (kind === 'Job') return one(0, 1).map((set) => ({ ...set, name: set.name.replace(/-[0-9a-f]{8}$/, '') }));
  if (kind === 'CronJob') return one(0, 1);
  if (kind === 'DorisCluster') return ofDoris(object, containers);
  if (kind === 'DorisDisaggregatedCluster') {
    const { name, replicas: members } = partApart(object, labels);
    return one(members).map((set) => ({ ...set, name }));
  }
  if (kind === 'FoundationDBBackup') {
    const { agentCount } = spec as { agentCount: number };
    return one(agentCount).map((set) => ({ ...set, name: `${set.name}-backup-agents` }));
  }
  if (kind === 'FoundationDBCluster') {
    const of = labels[PROCESS_CLASS];
    return one((spec as FoundationDb).processCounts[of]).map((set) => ({ ...set, name: `${set.name}-${of}` }));
  }
  const layout = configuration?.clusters[0].layout;
  if (layout?.shardsCount === undefined && layout)
    return one(layout.replicasCount).map((set) => ({ ...set, name: `${set.name}-keeper` }));
  if (layout) {
    return Array.from({ length: layout.shardsCount! }, (_, shard) => ({
      name: `${metadata.name}-shard-${shard}`,
      min: layout.replicasCount,
      max: layout.replicasCount,
      labels: { [SHARD]: String(shard) },
    }));
  }
  if (replicas !== undefined) return one(replicas);
  const scaler = objects.find((other) => {
    const target = (other.spec as Spec | undefined)?.scaleTargetRef;
    return other.metadata.namespace === metadata.namespace && target?.kind === kind && target.name === metadata.name;
  })!.spec as Record<string, number>;
  return one(scaler.minReplicas ?? scaler.minReplicaCount, scaler.maxReplicas ?? scaler.maxReplicaCount);
}

/** How many of some pods their budget lets go. Of what an operator makes, it says how many stay. */
const mayGo = ({ maxUnavailable, minAvailable }: Spec, members: number) =>
  maxUnavailable ?? members - (minAvailable as number);

/** The pods of rendered objects. */
function rendered(objects: KubeObject[]): Row[] {
  const budgets = objects.filter(({ kind }) => kind === 'PodDisruptionBudget');
  return objects.flatMap((object) =>
    podTemplatesOf(object).flatMap(({ namespaceName, template }) => {
      const spec = object.spec as Spec;
      const pod = template.spec as { containers: Container[]; volumes?: { name: string; ephemeral?: Ephemeral }[] };
      const own = (pod.volumes ?? []).flatMap(({ name, ephemeral }) =>
        ephemeral ? [{ ...ephemeral.volumeClaimTemplate, name }] : [],
      );
      const templates = spec.volumeClaimTemplates ??
        spec.templates?.volumeClaimTemplates ?? [
          ...claimsOfDoris(object, pod),
          ...claimsApart(object, pod.volumes ?? [], template.metadata?.labels),
          ...claimsOfFoundationDb(object, template.metadata?.labels),
        ];
      const claims = [...templates, ...own].map(
        (claim) =>
          `${claim.name ?? claim.metadata?.name} ${amount(claim.spec.resources.requests.storage)} ${claim.spec.storageClassName}`,
      );
      return setsOf(object, pod.containers, objects, template.metadata?.labels).map(({ name, min, max, labels }) => {
        const all: Record<string, string> = { ...template.metadata?.labels, ...labels };
        const budget = budgets.find(
          ({ metadata, spec: other }) =>
            metadata.namespace === namespaceName &&
            Object.entries((other as Spec).selector!.matchLabels).every(([key, value]) => all[key] === value),
        );
        return {
          name: `${namespaceName}/${name}`,
          min,
          max,
          cpu: Math.round(request(pod, 'cpu') * 1000),
          memory: request(pod, 'memory'),
          disk: request(pod, 'ephemeral-storage'),
          claims,
          budget: budget?.metadata.name,
          maxUnavailable: budget && mayGo(budget.spec as Spec, max),
        };
      });
    }),
  );
}

const rowOf = (group: BudgetedPodGroup): Row => ({
  name: `${group.namespaceName}/${group.name}`,
  min: group.min,
  max: group.max,
  cpu: group.cpu.toMillis(),
  memory: bytes(group.memory),
  disk: bytes(group.ephemeralStorage),
  claims: group.claims.map(({ name, size, storageClass }) => `${name} ${bytes(size)} ${storageClass}`),
  budget: group.budget,
  maxUnavailable: group.maxUnavailable,
});

const byName = (rows: Row[]) => [...rows].sort((a, b) => (a.name < b.name ? -1 : 1));

/** The pods of a chart are its own affair, and declared as it renders them. */
const isRendered = ({ owner }: BudgetedPodGroup) => !(owner.node.scope instanceof operators.Operator);

const named = (app: App, name: string) => podGroups(app).filter((group) => group.name === name)[0];

test.each(Object.entries(manifests))('the groups of %s are the pods of its objects', (_, make) => {
  const app = make();
  const objects = yamlObjects(app);
  const expected = byName(rendered(objects));
  expect(byName(podGroups(app).filter(isRendered).map(rowOf))).toEqual(expected);
  const others = podGroups(app).filter((group) => !isRendered(group));
  const capacity = report.Capacity.of(app);
  expect(capacity.pods).toBe([...expected, ...others].reduce((sum, { min }) => sum + min, 0));
  expect(bytes(capacity.storage)).toBe(
    expected.reduce(
      (sum, { min, claims }) => sum + min * claims.reduce((total, claim) => total + Number(claim.split(' ')[1]), 0),
      0,
    ),
  );
});

test('a group knows how many of it must run, from its budget', () => {
  const { app } = hadoop(everyHadoopProp);
  const quorums = (name: string) => {
    const { quorum, maxUnavailable, max, budget } = named(app, name);
    return { quorum, maxUnavailable, max, budget };
  };
  expect(quorums('lake-zookeeper')).toEqual({ quorum: 3, maxUnavailable: 1, max: 5, budget: 'lake-zookeeper' });
  expect(quorums('lake-journalnode')).toEqual({ quorum: 3, maxUnavailable: 1, max: 5, budget: 'lake-journalnode' });
  expect(quorums('lake-namenode')).toEqual({ quorum: 1, maxUnavailable: 1, max: 3, budget: 'lake-namenode' });
  // Sets of one part in several zones share theirs.
  expect(
    ['a', 'b', 'c'].map((zone) => [named(app, `lake-datanode-${zone}`).zone, quorums(`lake-datanode-${zone}`).budget]),
  ).toEqual(['a', 'b', 'c'].map((zone) => [zone, 'lake-datanode']));
});

test('each shard of an operator is a group, and its Keeper is one', () => {
  const { app } = clickhouse({ shards: 2, replicas: 3, keeper: { members: 5 } });
  expect(
    podGroups(app)
      .filter(({ operated }) => operated)
      .map(({ name, min, max, quorum, labels }) => [name, min, max, quorum, labels[SHARD]]),
  ).toEqual([
    ['events-keeper', 5, 5, 3, undefined],
    ['events-shard-0', 3, 3, 1, '0'],
    ['events-shard-1', 3, 3, 1, '1'],
  ]);
});

test('an autoscaler says how many there are; architectures, sidecars and what runs first are known', () => {
  const app = new App();
  const chart = new kubernetes.NamespaceChart(app, 'ns');
  const partOf = { engine: 'test', cluster: 'shop', component: 'web' };
  const container = (name: string, cpu: number): kubernetes.ContainerProps => ({
    name,
    image: 'web:1',
    resources: { cpu: Cpu.units(cpu), memory: Size.gibibytes(1) },
  });
  const web = new kubernetes.Deployment(chart, 'web', {
    partOf,
    replicas: 2,
    user: 1000,
    nodeClass: NodeClass.SYSTEM,
    gracePeriod: Duration.seconds(45),
    architectures: ['amd64', 'arm64'],
    initContainers: [container('prepare', 4)],
    containers: [container('web', 1)],
    overrides: { sidecars: [container('proxy', 0.5)] },
  });
  expect(rowOf(named(app, 'web'))).toMatchObject({ min: 2, max: 2, cpu: 4500, memory: 2 * 1024 ** 3 });
  new scaling.Autoscaler(chart, 'Autoscaler', {
    target: web,
    scaling: scaling.Scaling.between(3, 9, { signals: [scaling.ScalingSignal.cpu(70)] }),
    partOf,
  });
  expect(named(app, 'web')).toMatchObject({ min: 3, max: 9, architectures: ['amd64', 'arm64'], operated: false });
  expect(named(app, 'web').gracePeriod.toSeconds()).toBe(45);
  expect(byName(podGroups(app).map(rowOf))).toEqual(byName(rendered(yamlObjects(app))));
});
