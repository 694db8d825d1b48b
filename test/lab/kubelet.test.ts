import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { describeWithControlPlane, describeWithSpark } from '../helpers/authorities';
import { kubeconfigOf } from '../helpers/control-plane-process';
import { KubeObject } from '../helpers/kube-client';
import { Kubelet } from './kubelet';
import { Lab } from './lab';
import { API_ENVIRONMENT } from './relay';
import { scenariosOn } from './scenarios';

const NAMESPACE = 'lab-kubelet';
const NAME = 'count';

/** Counts by a shuffle, and says on how many machines; fails where it is told to, and waits for an executor to leave where it is told to. */
const JOB = `
import socket, sys, time
if sys.argv[1] == "fail":
    sys.exit(3)
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
sc = spark.sparkContext

def where(rows):
    time.sleep(1)
    yield socket.gethostname(), sum(1 for _ in rows)

shuffled = sc.parallelize(range(1000), 8).mapPartitions(where).reduceByKey(lambda a, b: a + b)
hosts = shuffled.collect()
print("machines", len(hosts), "rows", sum(rows for _, rows in hosts), flush=True)
if sys.argv[1] == "wait":
    stores = lambda: set(sc._jsc.sc().getExecutorMemoryStatus().keys().mkString(" ").split())
    before = stores()
    while before <= stores():
        time.sleep(0.5)
    print("rows again", sum(rows for _, rows in shuffled.collect()), flush=True)
`;

const hardened = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: 185,
  seccompProfile: { type: 'RuntimeDefault' },
};
const folders = { tmp: '/tmp', work: '/opt/spark/work-dir' };
const template = (name: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    spec: {
      containers: [
        {
          name,
          securityContext: hardened,
          volumeMounts: [
            ...Object.entries(folders).map(([volume, mountPath]) => ({ name: volume, mountPath })),
            { name: 'job', mountPath: '/opt/job' },
          ],
        },
      ],
      volumes: [
        ...Object.keys(folders).map((volume) => ({ name: volume, emptyDir: {} })),
        { name: 'job', configMap: { name: NAME } },
      ],
    },
  });

describeWithSpark('4.1', 'a kubelet of the lab', (spark) => {
  describeWithControlPlane('beside an API server', (api, access) => {
    let kubelet: Kubelet | undefined;
    const scenario = scenariosOn(async () => {
      const lab = await Lab.start({ environment: API_ENVIRONMENT });
      const object = (apiVersion: string, kind: string, more: object): KubeObject => ({
        apiVersion,
        kind,
        metadata: { name: NAME, namespace: NAMESPACE },
        ...more,
      });
      await api.apply({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: NAMESPACE, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
      });
      const rbac = 'rbac.authorization.k8s.io';
      const resources = ['pods', 'services', 'configmaps', 'persistentvolumeclaims'];
      for (const each of [
        object('v1', 'ServiceAccount', {}),
        { ...object('v1', 'ServiceAccount', {}), metadata: { name: 'default', namespace: NAMESPACE } },
        object(`${rbac}/v1`, 'Role', { rules: [{ apiGroups: [''], resources, verbs: ['*'] }] }),
        object(`${rbac}/v1`, 'RoleBinding', {
          roleRef: { apiGroup: rbac, kind: 'Role', name: NAME },
          subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }],
        }),
        object('v1', 'ConfigMap', { data: { 'job.py': JOB } }),
      ]) {
        await api.apply(each);
      }
      kubelet = Kubelet.start(lab, access, NAMESPACE);
      return { lab, kubelet };
    });
    afterAll(() => kubelet?.stop());
    type Running = Parameters<Parameters<typeof scenario>[1]>[0];

    const pods = () => api.list('v1', 'Pod', NAMESPACE);
    const phaseOf = async (name: string) =>
      ((await pods()).find(({ metadata }) => metadata.name === name)?.status as { phase?: string } | undefined)?.phase;

    const submit = async ({ lab }: Running, name: string, argument: string, more: Record<string, unknown> = {}) => {
      const file = (part: string, content: string) => {
        const written = path.join(lab.folder, part);
        fs.writeFileSync(written, content);
        return written;
      };
      const settings = {
        'spark.executor.instances': 2,
        'spark.executor.memory': '512m',
        'spark.driver.memory': '512m',
        'spark.kubernetes.namespace': NAMESPACE,
        'spark.kubernetes.container.image': 'apache/spark:4.1.2',
        'spark.kubernetes.driver.pod.name': name,
        'spark.kubernetes.authenticate.driver.serviceAccountName': NAME,
        'spark.kubernetes.driver.podTemplateFile': file('driver.json', template('spark-kubernetes-driver')),
        'spark.kubernetes.executor.podTemplateFile': file('executor.json', template('spark-kubernetes-executor')),
        'spark.kubernetes.submission.waitAppCompletion': false,
        'spark.scheduler.minRegisteredResourcesRatio': 1,
        'spark.ui.enabled': false,
        ...more,
      };
      await promisify(execFile)(
        path.join(fs.realpathSync(spark.home), 'bin', 'spark-submit'),
        [
          ...['--master', `k8s://${access.url}`, '--deploy-mode', 'cluster', '--name', name],
          ...Object.entries(settings).flatMap(([key, value]) => ['--conf', `${key}=${value}`]),
          'local:///opt/job/job.py',
          argument,
        ],
        {
          env: {
            ...process.env,
            SPARK_HOME: fs.realpathSync(spark.home),
            KUBECONFIG: file('kubeconfig', kubeconfigOf(access.url, access.token, access.certificate)),
          },
        },
      );
    };

    scenario('runs a driver and its executors, each with an address and files of its own', async (running) => {
      const { lab, kubelet } = running;
      await submit(running, 'good', 'count');
      await lab.until('the driver has ended', async () => (await phaseOf('good')) === 'Succeeded', 240);
      expect(kubelet.log('good')).toContain('machines 2 rows 1000\n');
      await lab.until('its executors are gone', async () => (await pods()).length === 1);
    });

    scenario('lets an executor that is to go give its blocks to another', async (running) => {
      const { lab, kubelet } = running;
      await submit(running, 'leaving', 'wait', {
        'spark.decommission.enabled': true,
        'spark.storage.decommission.enabled': true,
      });
      const executors = async () =>
        (await pods()).filter(({ metadata }) => metadata.labels?.['spark-role'] === 'executor');
      await lab.until('there is something to give', () =>
        Promise.resolve(kubelet.log('leaving').includes('machines 2 rows 1000')),
      );
      const [first] = await executors();
      await api.delete(first);
      await lab.until('the driver has ended', async () => (await phaseOf('leaving')) === 'Succeeded', 240);
      expect(kubelet.log('leaving')).toContain('rows again 1000\n');
      expect(kubelet.log(first.metadata.name)).toMatch(/migrat/i);
    });

    scenario('says how a driver failed', async (running) => {
      const { lab } = running;
      await submit(running, 'bad', 'fail');
      await lab.until('the driver has ended', async () => (await phaseOf('bad')) === 'Failed', 240);
      const bad = (await pods()).find(({ metadata }) => metadata.name === 'bad');
      expect(bad?.status).toMatchObject({ containerStatuses: [{ state: { terminated: { exitCode: 3 } } }] });
    });
  });
});
