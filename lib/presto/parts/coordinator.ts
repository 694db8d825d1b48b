import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { Deployment, Service } from '../../kubernetes';
import { Peer } from '../../security';
import { coordinatorFiles } from '../config/server-files';
import { ldapPort } from '../ports';
import { PrestoSizing } from '../presto-sizing';
import { guardCoordinator } from '../scaling';
import { Node, NodeInput, POD_IP, SCRATCH } from './node';

/** Plans queries, gives their tasks to workers, and hands out results. Queries end with the one that they are with. */
export class Coordinator extends Node {
  /** The DNS name that clients and workers find it by. */
  public readonly host: string;
  /** Where both do. */
  public readonly url: string;

  /**
   * @param discoveryUrl where nodes find one another. Default: here
   */
  public constructor(scope: Construct, id: string, input: NodeInput, sizing: PrestoSizing, discoveryUrl?: string) {
    super(scope, id, input, 'coordinator');
    const { partOf, partName: name } = this;
    const { credentials } = input;
    const { expose, coordinator } = this.resolved;
    const { replicas } = coordinator;
    const sticky = replicas > 1;
    const { port, scheme } = credentials;
    this.host = new Service(this, 'Service', { name, partOf, ports: [port], sticky, expose }).host;
    this.url = `${scheme}://${this.host}:${port.port}`;
    for (const range of expose._sourceRanges) this.connections.allowFrom(Peer.cidr(range), [port]);
    const { ldap } = this.resolved.security?.signIn._source ?? {};
    if (ldap) this.connections.allowTo(ldap.peer, [ldapPort(ldap.url)]);
    const deployment = new Deployment(this, 'Server', {
      ...this.pod,
      name,
      replicas,
      nodeClass: NodeClass.DRIVER,
      // Clients that fetch results have the time to do so.
      gracePeriod: Duration.seconds(60),
      containers: [
        this.server({
          // With TLS it is one, so its Service leads to none but itself.
          address: credentials.certificate ? this.host : POD_IP,
          sizing: sizing.coordinator,
          files: coordinatorFiles({ resolved: this.resolved, sizing, discoveryUrl: discoveryUrl ?? this.url }),
          ephemeralStorage: Size.gibibytes(SCRATCH.toGibibytes() + 2),
        }),
      ],
    });
    guardCoordinator(deployment, partOf, this.resolved.acknowledge);
    this.budget({ members: replicas });
  }
}
