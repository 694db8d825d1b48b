import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { Deployment, Service } from '../../kubernetes';
import { Drain, DrainedWorkload } from '../../scaling';
import { Peer } from '../../security';
import { coordinatorFiles } from '../config/server-files';
import { ClusterCredentials } from '../credentials';
import { ldapPort } from '../ports';
import { PrestoSizing } from '../presto-sizing';
import { finishProgram } from '../programs/finish-program';
import { ResolvedSet } from '../resolve';
import { FETCHING, finishingTime } from '../sizing';
import { Node, NodeInput, POD_IP, SCRATCH } from './node';

/** Plans queries, gives their tasks to workers, and hands out results. One alone, or one of each colour: queries end with it. */
export class Coordinator extends Node {
  /** The DNS name that clients and workers find it by. */
  public readonly host: string;
  /** Where both do. */
  public readonly url: string;
  /** What its pod is made from. */
  public readonly deployment: Deployment;

  public constructor(scope: Construct, id: string, input: NodeInput, sizing: PrestoSizing) {
    super(scope, id, input, 'coordinator');
    const { partOf, partName: name } = this;
    const { credentials } = input;
    const { expose } = this.resolved;
    const { port, scheme } = credentials;
    const { set, maxQueryTime } = this.resolved;
    // One that ends is still reached by its workers, and by clients of queries that it has.
    const service = set ? { publishNotReady: true } : { expose };
    this.host = new Service(this, 'Service', { name, partOf, ports: [port], ...service }).host;
    this.url = `${scheme}://${this.host}:${port.port}`;
    if (!set) for (const range of expose._sourceRanges) this.connections.allowFrom(Peer.cidr(range), [port]);
    const { ldap } = this.resolved.security?.signIn._source ?? {};
    if (ldap) this.connections.allowTo(ldap.peer, [ldapPort(ldap.url)]);
    const drain = set && this.drain(credentials);
    this.deployment = new Deployment(this, 'Server', {
      ...this.pod,
      name,
      replicas: set?.stopped ? 0 : 1,
      nodeClass: NodeClass.DRIVER,
      // Clients that fetch results have the time to do so.
      gracePeriod: set ? finishingTime(maxQueryTime) : FETCHING,
      containers: [
        this.server({
          // It is one, so its Service leads to none but itself.
          address: credentials.certificate ? this.host : POD_IP,
          sizing: sizing.coordinator,
          files: coordinatorFiles({ resolved: this.resolved, sizing, coordinatorUrl: this.url }),
          ephemeralStorage: Size.gibibytes(SCRATCH.toGibibytes() + 2),
          env: drain?.env,
          mounts: drain?.mounts,
          preStop: drain?.preStop,
        }),
      ],
    });
    this.budget({ members: 1 });
  }

  /** Which of several sets it is the coordinator of. */
  public get set(): ResolvedSet | undefined {
    return this.resolved.set;
  }

  /** Where its set is stopped, it ends with its last query. Where it merely restarts, its queries do with it. */
  private drain(credentials: ClusterCredentials): Drain {
    const { partOf, partName: name, identity, connections } = this;
    const { version } = this.resolved;
    return new Drain(this, 'Drain', {
      name,
      workload: name,
      kind: DrainedWorkload.DEPLOYMENT,
      identity,
      connections,
      partOf,
      leave: '#!/bin/sh\n',
      stop: finishProgram(credentials.countingCurl, version.isTrino, FETCHING.toSeconds()),
    });
  }
}
