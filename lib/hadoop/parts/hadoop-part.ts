import { Construct } from 'constructs';
import { NetworkPort } from '../../core';
import { objectLabels, selectorLabels } from '../../core/internal';
import { PodConnections, ServiceIdentity } from '../../security';
import { HadoopComponent, partOf } from '../components';
import { HadoopContext } from './context';

/** What each part of a cluster has: who its pods are, and who may talk to them. */
export abstract class HadoopPart extends Construct {
  /** Who may connect. */
  public readonly connections: PodConnections;
  /** Who the pods are. */
  public readonly identity: ServiceIdentity;
  protected readonly partName: string;

  protected constructor(
    scope: Construct,
    id: string,
    protected readonly context: HadoopContext,
    protected readonly component: HadoopComponent,
    ports: NetworkPort[],
  ) {
    super(scope, id);
    const part = partOf(context.name, component);
    const labels = objectLabels(part);
    this.partName = `${context.name}-${component}`;
    this.identity = new ServiceIdentity(this, 'Identity', { name: this.partName, labels });
    this.connections = new PodConnections(this, 'Connections', {
      name: this.partName,
      podLabels: selectorLabels(part),
      ports,
      labels,
    });
  }
}
