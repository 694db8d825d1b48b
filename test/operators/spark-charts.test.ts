import * as path from 'node:path';
import { DeletionPolicy, Environment, EnvironmentProps, kubernetes, operators } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { parse } from 'yaml';
import { SPARK_RUN } from '../../lib/core/internal';
import { describeWithChartSources } from '../helpers/authorities';
import { ControlPlane, startControlPlane } from '../helpers/control-plane-process';
import { Helm, objectsIn } from '../helpers/helm';
import { KubeClient, KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { until } from '../helpers/process';
import { byKey, find, yamlObjects } from '../helpers/synth';

const ENVIRONMENT: EnvironmentProps = { name: 'test', zones: ['a', 'b', 'c'] };

/** An operator whose namespace and release are called alike, with what stands beside the release. */
function made(
  name: string,
  make: (chart: kubernetes.NamespaceChart) => operators.Operator,
  environment: Partial<EnvironmentProps> = {},
) {
  const app = new App();
  Environment.attach(app, { ...ENVIRONMENT, ...environment });
  const { release } = make(new kubernetes.NamespaceChart(app, name));
  return { name, values: release.values, objects: yamlObjects(app) };
}

const spark = (props: operators.SparkOperatorProps = {}) =>
  made(
    props.name ?? 'spark-operator',
    (chart) => new operators.SparkOperator(chart, 'operator', { monitors: false, ...props }),
  );
const kueue = (props: operators.KueueProps = {}, environment: Partial<EnvironmentProps> = {}) =>
  made('kueue', (chart) => new operators.Kueue(chart, 'operator', { monitors: false, ...props }), environment);

const namespace = (name: string, labels: Record<string, string> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

/** The account that pods of a namespace run as when they name none: no controller makes it here. */
const account = (namespaceName: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'default', namespace: namespaceName },
});

const POD = { containers: [{ name: 'main', image: 'pause:1' }] };
const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: Error) => error.message,
  );

interface Webhook {
  readonly name: string;
  readonly failurePolicy: string;
  readonly namespaceSelector?: object;
}

const webhooksIn = (objects: KubeObject[]) =>
  objects.filter(({ kind }) => kind.endsWith('WebhookConfiguration')).flatMap(({ webhooks }) => webhooks as Webhook[]);

const argumentsOf = (objects: KubeObject[], deployment: string) => {
  const [{ template }] = podTemplatesOf(find(objects, 'Deployment', deployment));
  return (template.spec as { containers: { args: string[] }[] }).containers[0].args;
};

/** Verbs by resource, each as `verbs of resources`. */
const rightsIn = (objects: KubeObject[], kind: string, name: string) =>
  (find(objects, kind, name).rules as { resources?: string[]; resourceNames?: string[]; verbs: string[] }[])
    .filter(({ resources, resourceNames }) => resources && !resourceNames)
    .map(({ resources = [], verbs }) => `${verbs.join()} of ${resources.join()}`);

/** Where operators are installed. */
class Installed {
  public constructor(
    public readonly api: KubeClient,
    public readonly helm: Helm,
    private readonly folderOf: (name: string) => string,
  ) {}

  /** What is there after an operator was installed, and upgraded to the same. */
  public twice({ name, values }: Pick<ReturnType<typeof made>, 'name' | 'values'>): KubeObject[] {
    const given = [name, this.folderOf(name), '-n', name, ...this.helm.values(values)];
    this.helm.run('install', ...given);
    this.helm.run('upgrade', ...given);
    return objectsIn(this.helm.run('get', 'manifest', name, '-n', name));
  }

  /** Fails where a namespace does not admit the pods of what was installed in it. */
  public async admits(name: string, objects: KubeObject[]): Promise<void> {
    const templates = objects.flatMap((object) => podTemplatesOf(object));
    expect(templates.length).toBeGreaterThan(0);
    for (const { template } of templates) await this.api.admitPod(name, template);
  }

  public uninstall(name: string): void {
    this.helm.run('uninstall', name, '-n', name);
  }
}

describeWithChartSources('the charts of Spark', (charts) => {
  const rendering = new Helm();
  const folderOf = (name: string) => path.join(charts, name === 'kueue' ? name : 'spark-operator');
  const rendered = ({ name, values }: { name: string; values: Record<string, unknown> }) =>
    objectsIn(
      rendering.run(
        ...['template', name, folderOf(name), '-n', name, ...rendering.values(values)],
        ...['--kube-version', '1.34.0', '--api-versions', 'monitoring.coreos.com/v1/PodMonitor'],
      ),
    );

  afterAll(() => rendering.remove());

  describe('what the operator of Spark is told', () => {
    const controllerOf = (props: operators.SparkOperatorProps) =>
      argumentsOf(rendered(spark(props)), `${props.name ?? 'spark-operator'}-controller`);

    test('all namespaces are looked at where none are named, and those that are where some are', () => {
      expect(controllerOf({})).toContain('--namespaces=""');
      expect(controllerOf({ jobNamespaces: ['etl', 'ml'] })).toContain('--namespaces=etl,ml');
    });

    test('it has more hands where there are more applications', () => {
      const numbers = (applicationsPerMinute: number) =>
        controllerOf({ applicationsPerMinute }).filter((argument) => /threads|kube-api/.test(argument));
      expect(numbers(50)).toEqual(['--controller-threads=10', '--kube-api-qps=50', '--kube-api-burst=100']);
      expect(numbers(100)).toEqual(['--controller-threads=20', '--kube-api-qps=100', '--kube-api-burst=200']);
    });

    test('its series are by namespace and team, and it makes no Service for pages that nobody reaches', () => {
      const given = controllerOf({});
      expect(given).toContain('--metrics-labels=namespace,team');
      expect(given).toContain('--enable-ui-service=false');
      expect(find(rendered(spark({ monitors: true })), 'PodMonitor')).toBeDefined();
    });

    test('runs of a schedule are called by seconds', () => {
      expect(controllerOf({})).toContain('--scheduled-spark-application-timestamp-precision=seconds');
      expect(SPARK_RUN.digits).toBe(String(Math.floor(Date.now() / 1000)).length);
    });

    test('schedulers of groups are those that are asked for', () => {
      const schedulers = (batchSchedulers?: string[]) =>
        controllerOf({ batchSchedulers }).filter((argument) => argument.includes('scheduler'));
      expect(schedulers().filter((argument) => !argument.startsWith('--scheduled'))).toEqual([]);
      expect(schedulers(['volcano', 'yunikorn'])).toEqual(expect.arrayContaining(['--enable-batch-scheduler=true']));
      expect(schedulers(['volcano', 'gangs'])).toContain('--kube-scheduler-names=gangs');
    });

    test('what it may do in every namespace is what its page says', () => {
      const own = rightsIn(rendered(spark()), 'ClusterRole', 'spark-operator-controller');
      expect(own).toEqual([
        'get,list,watch,create,update,delete of pods',
        'get,list,watch,create,update,patch of configmaps',
        'get,list,watch,create,update,patch,delete of services',
        'create,update,patch of events',
        'get,create,update,delete of ingresses',
        'get,list,watch,create,delete of sparkapplications',
        'get,list,watch of scheduledsparkapplications,sparkconnects',
        'update of sparkapplications/status,sparkconnects/status,scheduledsparkapplications/status',
        'update of sparkapplications/finalizers',
        'update of scheduledsparkapplications/finalizers',
        'update of sparkconnects/finalizers',
        'get of customresourcedefinitions',
      ]);
      const listed = rightsIn(rendered(spark({ jobNamespaces: ['etl'] })), 'ClusterRole', 'spark-operator-controller');
      expect(listed).toEqual(['get of customresourcedefinitions']);
    });

    test('two of one cluster share no name', () => {
      const [one, two] = ['spark-one', 'spark-two'].map((name) =>
        byKey(rendered(spark({ name, jobNamespaces: [`${name}-jobs`] }))).filter(
          ({ kind }) => kind !== 'CustomResourceDefinition',
        ),
      );
      const keys = (objects: KubeObject[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
      expect(keys(one).length).toBeGreaterThan(12);
      expect(keys(one).filter((key) => keys(two).includes(key))).toEqual([]);
    });
  });

  /** Suites that install on an API server of their own, which has the namespaces of operators alone. */
  const describeInstalled = (name: string, namespaces: string[], body: (at: () => Installed) => void) =>
    describe(name, () => {
      let plane: ControlPlane;
      let at: Installed;
      beforeAll(async () => {
        plane = await startControlPlane(process.env.KUBEBUILDER_ASSETS!, undefined);
        at = new Installed(new KubeClient(plane.access), new Helm(plane.access.kubeconfig), folderOf);
        await at.api.apply(account('default'));
        for (const each of namespaces) {
          await at.api.apply(namespace(each, { 'pod-security.kubernetes.io/enforce': 'restricted' }));
        }
      }, 180_000);
      afterAll(() => {
        at.helm.remove();
        plane.stop();
      });
      body(() => at);
    });

  describeInstalled('Kueue, installed', ['kueue'], (at) => {
    test('stands, and while nobody answers only what it queues is refused', async () => {
      const { api } = at();
      const objects = at().twice(kueue());
      await at().admits('kueue', objects);
      await api.apply(namespace('queued', operators.Kueue.MANAGED_NAMESPACE));
      const job = (namespaceName: string): KubeObject => ({
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'job', namespace: namespaceName },
        spec: { template: { spec: { ...POD, restartPolicy: 'Never' } } },
      });
      expect(await refusal(api.apply(job('queued')))).toContain('mjob.kb.io');
      expect(await refusal(api.apply(job('default')))).toBe('accepted');
      expect(await refusal(api.admitPod('default', { spec: POD }))).toBe('accepted');
      // What has no namespace, or is its own.
      const everywhere = webhooksIn(objects).filter(({ namespaceSelector }) => !namespaceSelector);
      expect(everywhere.map(({ name }) => name).sort()).toEqual([
        'mclusterqueue.kb.io',
        'mresourceflavor.kb.io',
        'mworkload.kb.io',
        'vclusterqueue.kb.io',
        'vcohort.kb.io',
        'vresourceflavor.kb.io',
        'vworkload.kb.io',
      ]);
    }, 120_000);

    test('leaves its definitions with their objects when it is removed', async () => {
      const { api } = at();
      // Nobody answers for its other API, so nobody can say which kinds there are.
      for (const { apiVersion, kind, metadata } of objectsIn(
        at().helm.run('get', 'manifest', 'kueue', '-n', 'kueue'),
      )) {
        if (kind === 'APIService') await api.delete({ apiVersion, kind, metadata });
      }
      const guard = async (environment: Partial<EnvironmentProps>) => {
        for (const object of kueue({}, environment).objects) {
          if (object.kind.startsWith('Validating')) await api.apply(object);
        }
      };
      const definition = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };
      const queues = { ...definition, metadata: { name: 'localqueues.kueue.x-k8s.io' } };
      const deletion = () => refusal(api.delete(queues, { dryRun: true }));
      const queue: KubeObject = {
        apiVersion: 'kueue.x-k8s.io/v1beta2',
        kind: 'LocalQueue',
        metadata: { name: 'etl', namespace: 'queued' },
        spec: { clusterQueue: 'etl' },
      };
      await api.apply(queue);
      await guard({});
      await until(async () => (await deletion()) !== 'accepted');
      expect(await deletion()).toContain('every object of it goes with it');
      expect(() => at().uninstall('kueue')).toThrow('failed to delete release: kueue');
      expect(await api.get(queues)).toBeDefined();
      expect(await api.get(queue)).toBeDefined();
      // Where nothing is kept, nothing stands in the way.
      await guard({ deletionPolicy: DeletionPolicy.DELETE });
      await until(async () => (await deletion()) === 'accepted');
      at().uninstall('kueue');
      await until(async () => (await api.get(queues)) === undefined);
      expect(await api.get(queues)).toBeUndefined();
    }, 120_000);
  });

  describeInstalled('the operator of Spark, installed', ['spark-operator', 'spark-one', 'spark-two'], (at) => {
    test('stands before the namespaces of any team, and while nobody answers only its own pods are refused', async () => {
      const { api } = at();
      const objects = at().twice(spark());
      await at().admits('spark-operator', objects);
      const outside = objects.filter(({ metadata }) => ![undefined, 'spark-operator'].includes(metadata.namespace));
      expect(outside).toEqual([]);
      expect(objects.filter(({ kind }) => kind === 'ServiceAccount').map(({ metadata }) => metadata.name)).toEqual([
        'spark-operator-controller',
        'spark-operator-webhook',
      ]);
      expect(webhooksIn(objects).map(({ failurePolicy }) => failurePolicy)).not.toContain('Ignore');
      const labels = { 'sparkoperator.k8s.io/launched-by-spark-operator': 'true' };
      expect(await refusal(api.admitPod('default', { metadata: { labels }, spec: POD }))).toContain(
        'mutate--v1-pod.sparkoperator.k8s.io',
      );
      expect(await refusal(api.admitPod('default', { spec: POD }))).toBe('accepted');
      at().uninstall('spark-operator');
    }, 120_000);

    test('stands twice beside itself, each with namespaces that exist', async () => {
      const { api } = at();
      const one = spark({ name: 'spark-one', jobNamespaces: ['etl'] });
      expect(() => at().twice(one)).toThrow('namespaces "etl" not found');
      at().uninstall('spark-one');
      await api.apply(namespace('etl'));
      await api.apply(namespace('ml'));
      const objects = [one, spark({ name: 'spark-two', jobNamespaces: ['ml'] })].map((each) => at().twice(each));
      const selectors = objects.map((each) => webhooksIn(each).map(({ namespaceSelector }) => namespaceSelector));
      const only = (name: string) => ({
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [name] }],
      });
      expect(selectors[0]).toEqual(selectors[0].map(() => only('etl')));
      expect(selectors[1]).toEqual(selectors[1].map(() => only('ml')));
      expect(selectors.map(({ length }) => length)).toEqual([7, 7]);
      const accounts = objects.flat().filter(({ kind }) => kind === 'ServiceAccount');
      expect(accounts.map(({ metadata }) => metadata.namespace ?? 'its own')).not.toContain('etl');
    }, 120_000);
  });

  describe('what Kueue is told', () => {
    test('what it may do in every namespace is what its page says', () => {
      const rights = rightsIn(rendered(kueue()), 'ClusterRole', 'kueue-manager-role');
      expect(rights).toContain('delete,get,list,patch,update,watch of sparkapplications');
      expect(rights.filter((right) => /secrets|roles|[*]/.test(right))).toEqual([]);
      expect(rights.filter((right) => /create/.test(right)).map((right) => right.split(' of ')[1])).toEqual([
        'podtemplates',
        'provisioningrequests',
        'events',
        'workloads',
      ]);
    });

    const configurationOf = (props: operators.KueueProps) => {
      const { data } = find<KubeObject & { data: Record<string, string> }>(
        rendered(kueue(props)),
        'ConfigMap',
        'kueue-manager-config',
      );
      return parse(data['controller_manager_config.yaml']) as Record<string, unknown>;
    };

    test('what is given stands over what is ours, and the chart adds its certificates', () => {
      const fairSharing = { preemptionStrategies: ['LessThanOrEqualToFinalShare'] };
      const given = configurationOf({
        configuration: { fairSharing, metrics: { enableClusterQueueResources: false } },
      });
      expect(given).toMatchObject({
        fairSharing,
        metrics: { bindAddress: ':8443', enableClusterQueueResources: false },
        internalCertManagement: { enable: true, webhookServiceName: 'kueue-webhook-service' },
      });
    });

    test('its feature gate is a flag, and the framework is named', () => {
      expect(argumentsOf(rendered(kueue()), 'kueue-controller-manager')).toContain(
        '--feature-gates=SparkApplicationIntegration=true',
      );
      expect(configurationOf({})).toMatchObject({
        integrations: { frameworks: ['sparkoperator.k8s.io/sparkapplication'] },
      });
      expect(configurationOf({})).not.toHaveProperty('featureGates');
    });

    test('who scrapes it needs a right that the chart names', () => {
      const { rules } = find<KubeObject & { rules: object[] }>(
        rendered(kueue({ monitors: true })),
        'ClusterRole',
        'kueue-metrics-reader',
      );
      expect(rules).toEqual([{ nonResourceURLs: ['/metrics'], verbs: ['get'] }]);
    });
  });
});
