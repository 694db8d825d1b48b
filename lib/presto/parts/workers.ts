import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { sumOf } from '../../core/internal';
import { Deployment, Service, Spreading, Volume } from '../../kubernetes';
import { Autoscaler, Drain, DrainedWorkload } from '../../scaling';
import { DRAIN_USER } from '../components';
import { workerFiles } from '../config/server-files';
import { SPILL } from '../paths';
import { PrestoSizing } from '../presto-sizing';
import { leaveProgram } from '../programs/leave-program';
import { workerSignals } from '../scaling';
import { leavingTime } from '../sizing';
import { Node, NodeInput, POD_IP, SCRATCH } from './node';

/** What is besides what the server and operators write. */
const REST = Size.gibibytes(2);

/** How many percent of workers may be down while they are replaced by others: the rest has their queries. */
const ROLLING = 25;

/** Run the tasks of queries. Each that ends finishes first what it has begun, whether it leaves for good or restarts. */
export class Workers extends Node {
  public constructor(scope: Construct, id: string, input: NodeInput, sizing: PrestoSizing, discoveryUrl: string) {
    super(scope, id, input, 'worker');
    const { partOf, partName: name, identity, connections, resolved } = this;
    const { workers, shutdownGrace, maxQueryTime } = resolved;
    const { credentials } = input;
    const { spill, scaling } = workers;
    const drain = new Drain(this, 'Drain', {
      name,
      workload: name,
      kind: DrainedWorkload.DEPLOYMENT,
      identity,
      connections,
      partOf,
      leave: leaveProgram(credentials.ownCurl(DRAIN_USER), credentials.ownUrl('worker')),
    });
    // Each has a name of its own, which its certificate is good for.
    const domain = credentials.certificate
      ? new Service(this, 'Service', { name, partOf, ports: [credentials.port], headless: true }).host
      : undefined;
    const deployment = new Deployment(this, 'Servers', {
      ...this.pod,
      name,
      replicas: scaling.min,
      rollingPercent: ROLLING,
      nodeClass: workers.spot ? NodeClass.EXECUTOR : NodeClass.QUERY,
      spreading: Spreading.PREFERRED,
      gracePeriod: leavingTime(shutdownGrace, maxQueryTime),
      containers: [
        this.server({
          address: domain ? `$(printf %s "$POD_IP" | tr .: --).${domain}` : POD_IP,
          sizing: sizing.worker,
          files: workerFiles({ resolved, sizing, discoveryUrl }),
          ephemeralStorage: sumOf([SCRATCH, REST, ...(spill ? [spill] : [])]),
          env: drain.env,
          mounts: [
            ...drain.mounts,
            ...(spill ? [{ volume: Volume.emptyDir('spill', { sizeLimit: spill }), path: SPILL }] : []),
          ],
          preStop: drain.preStop,
        }),
      ],
    });
    new Autoscaler(this, 'Autoscaler', { target: deployment, scaling, partOf, signals: workerSignals() });
    this.budget({ members: scaling.min });
  }
}
