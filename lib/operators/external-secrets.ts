import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment, IIdentity } from '../core';
import { namespaceOf } from '../kubernetes/internal';
import { copies, KEPT, replicatedPart } from './chart-values';
import { OperatorCharts } from './charts';
import { Operator, OperatorProps } from './operator';

const CPU = Cpu.millis(100);
const MEMORY = Size.mebibytes(512);
const METRICS = [{ name: 'metrics', port: 8080 }];

/**
 * External Secrets: Secrets that are read from a store outside of the cluster, or made inside of it.
 *
 * @see https://github.com/external-secrets/external-secrets/tree/v2.9.0/deploy/charts/external-secrets
 */
export class ExternalSecrets extends Operator {
  /** Who it is to the cloud: what may read the store. */
  public readonly identity: IIdentity;

  public constructor(scope: Construct, id: string, props: OperatorProps = {}) {
    const replicas = copies(scope);
    const name = 'external-secrets';
    const image = { repository: Environment.of(scope).image('ghcr.io/external-secrets/external-secrets') };
    const labels = (component: string) => ({ 'app.kubernetes.io/name': component, 'app.kubernetes.io/instance': name });
    const part = (component: string) => replicatedPart(scope, labels(component), CPU, MEMORY);
    const pods = (component: string) => ({
      name: component,
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
        chart: OperatorCharts.EXTERNAL_SECRETS,
        definitions: ['external-secrets.io'],
        values: {
          installCRDs: true,
          crds: { annotations: KEPT },
          ...part(name),
          // Without it both copies would write.
          leaderElect: true,
          serviceAccount: { create: true, name },
          // Otherwise it is left out silently where the definition is missing.
          serviceMonitor: { enabled: props.monitors ?? true, renderMode: 'alwaysRender' },
          image,
          webhook: { ...part(`${name}-webhook`), image },
          certController: { ...part(`${name}-cert-controller`), image },
        },
        pods: [
          { ...pods(name), callsCloud: true },
          { ...pods(`${name}-webhook`), webhooks: [{ name: 'webhook', port: 10250 }] },
          pods(`${name}-cert-controller`),
        ],
      },
      props,
    );
    this.identity = { namespaceName: namespaceOf(this), serviceAccountName: name };
  }
}
