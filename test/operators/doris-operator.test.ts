import { Environment, kubernetes, operators } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { yamlObjects } from '../helpers/synth';

/** Which of its objects say what it may do elsewhere. */
const grantsOf = (props: operators.DorisOperatorProps = {}): KubeObject[] => {
  const app = new App();
  Environment.attach(app, { name: 'test', zones: ['a', 'b', 'c'] });
  new operators.DorisOperator(new kubernetes.NamespaceChart(app, 'draining'), 'operator', props);
  return yamlObjects(app).filter(
    ({ kind, metadata }) => ['Role', 'RoleBinding'].includes(kind) && metadata.name === 'doris-operator-drains',
  );
};

test('the operator for Doris drains nobody where nobody says so', () => {
  expect(grantsOf()).toEqual([]);
});

describeWithControlPlane('the operator for Doris', (api) => {
  const inCore = (kind: string, name: string, namespace?: string): KubeObject => ({
    ...{ apiVersion: 'v1', kind },
    metadata: { name, ...(namespace && { namespace }) },
  });
  // As its chart calls it.
  const account = inCore('ServiceAccount', 'doris-operator', 'draining');
  const answer = (asked: Promise<unknown>) =>
    asked.then(
      () => 'done',
      (error: Error) => error.message,
    );

  beforeAll(async () => {
    for (const name of ['draining', 'drained', 'others']) await api.apply(inCore('Namespace', name));
    await api.apply(account);
    for (const grant of grantsOf({ drainedNamespaces: ['drained'] })) await api.apply(grant);
  });

  test('may run programs in pods and delete them where it is told to, and nowhere else', async () => {
    const operator = await api.as(account);
    for (const [namespace, answered] of [
      ['drained', 'not found'],
      ['others', 'forbidden'],
    ]) {
      const pod = inCore('Pod', 'sales-etl-0', namespace);
      expect(await answer(operator.delete(pod))).toContain(answered);
      expect(await answer(operator.create(pod, 'exec?command=true', {}))).toContain(answered);
    }
  });

  test('may neither make pods nor attach to them', async () => {
    const operator = await api.as(account);
    const pod = inCore('Pod', 'sales-etl-0', 'drained');
    expect(await answer(operator.apply(pod, { dryRun: true }))).toContain('forbidden');
    expect(await answer(operator.create(pod, 'attach?container=compute', {}))).toContain('forbidden');
  });
});
