import { kubernetes, operators } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { describeWithSparkOperator } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { SparkOperator } from '../helpers/spark-operator';
import { Kubelet } from './kubelet';
import { Lab } from './lab';
import { API_ENVIRONMENT } from './relay';
import { scenariosOn } from './scenarios';

const OPERATOR = 'lab-spark-operator';
const JOBS = 'lab-spark-jobs';
const API = 'sparkoperator.k8s.io/v1beta2';
const RBAC = 'rbac.authorization.k8s.io';

const JOB = `
from pyspark.sql import SparkSession
print("rows", SparkSession.builder.getOrCreate().range(0, 1000, 1, 4).selectExpr("id % 7 AS k").groupBy("k").count().count())
`;

const object = (apiVersion: string, kind: string, name: string, more: object): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: JOBS },
  ...more,
});
const template = (name: string) => ({
  spec: {
    containers: [{ name, volumeMounts: [{ name: 'job', mountPath: '/opt/job' }] }],
    volumes: [{ name: 'job', configMap: { name: 'job' } }],
  },
});
const application = object(API, 'SparkApplication', 'rows', {
  spec: {
    type: 'Python',
    mode: 'cluster',
    sparkVersion: '4.1.2',
    image: 'apache/spark:4.1.2',
    mainApplicationFile: 'local:///opt/job/job.py',
    restartPolicy: { type: 'Never' },
    driver: {
      cores: 1,
      memory: '512m',
      serviceAccount: 'driver',
      template: template('spark-kubernetes-driver'),
    },
    executor: { cores: 1, memory: '512m', instances: 1, template: template('spark-kubernetes-executor') },
  },
});

describeWithSparkOperator('an application of Spark in the lab', (authority) => {
  const { api, access } = authority;
  let operator: SparkOperator | undefined;
  let kubelet: Kubelet | undefined;
  const scenario = scenariosOn(async () => {
    for (const name of [OPERATOR, JOBS]) await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    const resources = ['pods', 'services', 'configmaps', 'persistentvolumeclaims'];
    for (const each of [
      object('v1', 'ServiceAccount', 'driver', {}),
      object('v1', 'ServiceAccount', 'default', {}),
      object(`${RBAC}/v1`, 'Role', 'driver', { rules: [{ apiGroups: [''], resources, verbs: ['*'] }] }),
      object(`${RBAC}/v1`, 'RoleBinding', 'driver', {
        roleRef: { apiGroup: RBAC, kind: 'Role', name: 'driver' },
        subjects: [{ kind: 'ServiceAccount', name: 'driver', namespace: JOBS }],
      }),
      object('v1', 'ConfigMap', 'job', { data: { 'job.py': JOB } }),
    ]) {
      await api.apply(each);
    }
    const { release } = new operators.SparkOperator(new kubernetes.NamespaceChart(new App(), OPERATOR), 'operator', {
      name: OPERATOR,
      jobNamespaces: [JOBS],
      monitors: false,
    });
    const lab = await Lab.start({ environment: API_ENVIRONMENT });
    kubelet = Kubelet.start(lab, access, JOBS);
    operator = await SparkOperator.start(authority, { namespace: OPERATOR, values: release.values });
    return { lab };
  });
  afterAll(async () => {
    await kubelet?.stop();
    await operator?.stop();
  });

  scenario('is submitted by the operator, run by its driver and executor, and seen to its end', async ({ lab }) => {
    await api.apply(application);
    const state = async () =>
      ((await api.get(application))?.status as { applicationState?: { state: string } } | undefined)?.applicationState;
    await lab.until('it is completed', async () => expect(await state()).toEqual({ state: 'COMPLETED' }), 280);
    expect(kubelet!.log('rows-driver')).toContain('rows 7\n');
    const status = (await api.get(application))?.status as { executorState: Record<string, string> };
    expect(Object.values(status.executorState)).toHaveLength(1);
    expect(await (await fetch(operator!.metrics)).text()).toMatch(/^spark_application_success_count\{.*\} 1$/m);
  });
});
