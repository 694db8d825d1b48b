import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, NodeClass } from '../../core';
import { Service } from '../../kubernetes';
import { members, namespaceOf } from '../../kubernetes/internal';
import { resourceManagerFiles } from '../config/server-files';
import { SERVICE_INVENTORY, serviceInventory } from '../config/service-inventory';
import { PORTS } from '../ports';
import { PrestoNodeSizing, PrestoSizing } from '../presto-sizing';
import { Node, NodeInput, POD_IP, SCRATCH } from './node';

/**
 * Know which nodes there are, and what all coordinators have in their queues. Every node tells each of them every second, so that one that starts knows all
 * within seconds, and one is enough.
 */
export class ResourceManagers extends Node {
  /** Where nodes find one another. */
  public readonly url: string;

  public constructor(
    scope: Construct,
    id: string,
    input: NodeInput,
    { replicas, own, sizing }: { replicas: number; own: PrestoNodeSizing; sizing: PrestoSizing },
  ) {
    super(scope, id, input, 'resource-manager', [PORTS.thrift]);
    const { partOf, partName: name, resolved } = this;
    const { port, scheme } = input.credentials;
    const { host } = new Service(this, 'Service', { name, partOf, ports: [port] });
    this.url = `${scheme}://${host}:${port.port}`;
    this.members({
      replicas,
      parallel: true,
      nodeClass: NodeClass.DRIVER,
      // Nothing is with it that is nowhere else.
      gracePeriod: Duration.seconds(30),
      containers: [
        this.server({
          address: POD_IP,
          sizing: own,
          files: {
            ...resourceManagerFiles({ resolved, sizing, discoveryUrl: this.url }, own),
            [SERVICE_INVENTORY]: serviceInventory(
              this.environment,
              members(Environment.of(this), namespaceOf(this), name, replicas),
            ),
          },
          catalogs: false,
          ephemeralStorage: Size.gibibytes(SCRATCH.toGibibytes() + 2),
        }),
      ],
    });
  }
}

/** The resource managers of a cluster. Undefined where it has one coordinator. */
export function resourceManagersOf(
  scope: Construct,
  input: NodeInput,
  sizing: PrestoSizing,
): ResourceManagers | undefined {
  const { resourceManagers } = input.resolved;
  const { resourceManager: own } = sizing;
  return resourceManagers && own
    ? new ResourceManagers(scope, 'ResourceManagers', input, { replicas: resourceManagers.replicas, own, sizing })
    : undefined;
}
