import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { Deployment, Service } from '../../kubernetes';
import { coordinatorFiles } from '../config/server-files';
import { PORTS } from '../ports';
import { PrestoSizing } from '../presto-sizing';
import { guardCoordinator } from '../scaling';
import { Node, NodeInput, SCRATCH } from './node';

/** Plans queries, gives their tasks to workers, and hands out results. One alone: queries end with it. */
export class Coordinator extends Node {
  /** The DNS name that clients and workers find it by. */
  public readonly host: string;
  /** Where both do. */
  public readonly url: string;

  public constructor(scope: Construct, id: string, input: NodeInput, sizing: PrestoSizing) {
    super(scope, id, input, 'coordinator');
    const { partOf, partName: name } = this;
    this.host = new Service(this, 'Service', { name, partOf, ports: [PORTS.http] }).host;
    this.url = `http://${this.host}:${PORTS.http.port}`;
    const deployment = new Deployment(this, 'Server', {
      ...this.pod,
      name,
      replicas: 1,
      nodeClass: NodeClass.DRIVER,
      // Clients that fetch results have the time to do so.
      gracePeriod: Duration.seconds(60),
      containers: [
        this.server({
          sizing: sizing.coordinator,
          files: coordinatorFiles({ resolved: this.resolved, sizing, coordinatorUrl: this.url }),
          ephemeralStorage: Size.gibibytes(SCRATCH.toGibibytes() + 2),
        }),
      ],
    });
    guardCoordinator(deployment, partOf, this.resolved.acknowledge);
    this.budget({ members: 1 });
  }
}
