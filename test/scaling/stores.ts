import { Cpu, kubernetes, NodeClass, scaling, security } from 'bigdata-constructs';
import { App, Duration, Size } from 'cdk8s';

/** Which part the members of the test are. */
export const partOf = { engine: 'shop', cluster: 'store', component: 'member' };

const labels = { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/instance': 'store' };

/** A StatefulSet or Deployment `store` whose pods hand over by a program, in a namespace of its own. */
export function storeWithDrain(leave: string, props: Partial<scaling.DrainProps> = {}, namespaceName = 'shop'): App {
  const app = new App();
  const chart = new kubernetes.NamespaceChart(app, namespaceName);
  const identity = new security.ServiceIdentity(chart, 'Identity', { name: 'store' });
  const connections = new security.PodConnections(chart, 'Connections', {
    name: 'store',
    podLabels: { ...labels, 'app.kubernetes.io/component': 'member' },
    ports: [],
  });
  const common = { workload: 'store', identity, connections, partOf };
  const drain = new scaling.Drain(chart, 'Drain', { name: 'store', ...common, leave, ...props });
  const workload = props.kind === scaling.DrainedWorkload.DEPLOYMENT ? kubernetes.Deployment : kubernetes.StatefulSet;
  new workload(chart, 'store', {
    partOf,
    replicas: 3,
    user: 1000,
    nodeClass: NodeClass.STATEFUL,
    identity,
    gracePeriod: Duration.hours(1),
    containers: [
      { ...container('store'), env: drain.env, mounts: drain.mounts, preStop: drain.preStop },
      container('exporter'),
    ],
  });
  return app;
}

/** A workload `web` without anything else. */
export function web(chart: kubernetes.NamespaceChart, id = 'web'): kubernetes.Deployment {
  return new kubernetes.Deployment(chart, id, {
    partOf: { engine: 'shop', cluster: id, component: 'server' },
    replicas: 2,
    user: 1000,
    nodeClass: NodeClass.QUERY,
    containers: [container('web')],
  });
}

function container(name: string): kubernetes.ContainerProps {
  return { name, image: `${name}:1`, resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(64) } };
}
