import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment } from '../core';
import { namespaceOf } from '../kubernetes/internal';
import { copies, replicatedPart } from './chart-values';
import { OperatorCharts } from './charts';
import { Operator, OperatorProps } from './operator';

const CPU = Cpu.millis(100);
const MEMORY = Size.mebibytes(512);
const METRICS = [{ name: 'http-metrics', port: 9402 }];

/**
 * cert-manager: certificates that renew themselves.
 *
 * @see https://cert-manager.io/docs/installation/best-practice/
 */
export class CertManager extends Operator {
  public constructor(scope: Construct, id: string, props: OperatorProps = {}) {
    const replicas = copies(scope);
    const name = 'cert-manager';
    const labels = (component: string) => ({
      'app.kubernetes.io/instance': name,
      'app.kubernetes.io/component': component,
    });
    const part = (component: string) => replicatedPart(scope, labels(component), CPU, MEMORY);
    const pods = (component: string) => ({
      name: component === 'controller' ? name : `${name}-${component}`,
      podLabels: labels(component),
      replicas,
      cpu: CPU,
      memory: MEMORY,
      metrics: METRICS,
    });
    super(
      scope,
      id,
      {
        chart: OperatorCharts.CERT_MANAGER,
        definitions: ['cert-manager.io'],
        values: {
          // Their removal would remove every certificate.
          crds: { enabled: true, keep: true },
          // EKS lets nobody write into kube-system by right of this namespace.
          global: { leaderElection: { namespace: namespaceOf(scope) } },
          imageRegistry: Environment.of(scope).image('quay.io'),
          ...part('controller'),
          webhook: part('webhook'),
          cainjector: part('cainjector'),
          // It runs once, when its pods can reach nothing but the API server.
          startupapicheck: { enabled: false },
          // What is said of a Certificate carries its namespace, which alerts about it select by.
          prometheus: { enabled: true, podmonitor: { enabled: props.monitors ?? true, honorLabels: true } },
        },
        pods: [
          pods('controller'),
          { ...pods('webhook'), webhooks: [{ name: 'https', port: 10250 }] },
          pods('cainjector'),
        ],
      },
      props,
    );
  }
}
