import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment, NodeClass } from '../../../core';
import { ContainerProps, EnvValue, PodProps, Volume, VolumeClaimProps } from '../../../kubernetes';
import { declarePods, podTemplate, setRollout, volumeClaimSpec } from '../../../kubernetes/internal';
import { Peer } from '../../../security';
import { EnginePart } from '../../../workloads/internal';
import { CLASSES, LABELS, OPERATOR, partOf, ProcessClass, USER } from '../components';
import { acknowledgements, guardCluster } from '../guard';
import { imageConfigOf, imageOf } from '../image';
import { parametersOf, ZONE } from '../parameters';
import { PORTS } from '../ports';
import { ResolvedFoundationDb } from '../resolve';
import { FoundationDbClusterResource, ProcessSettings } from '../resource/foundation-db-cluster-resource';
import { logsOf, lossesOf } from '../sizing';
import { PodGrant } from './pod-grant';

const FAULT_DOMAINS = {
  zone: { key: 'topology.kubernetes.io/zone', valueFrom: ZONE },
  host: { key: 'kubernetes.io/hostname', valueFrom: 'spec.nodeName' },
};

/** Folders that the operator mounts in every pod, made by us so that they have a limit. */
const TRACES = Volume.emptyDir('fdb-trace-logs', { sizeLimit: Size.gibibytes(2) });
const BINARIES = Volume.emptyDir('shared-binaries');

/** The processes of one FoundationDB, which its operator makes pod by pod. */
export class Processes extends EnginePart {
  public readonly cluster: FoundationDbClusterResource;

  public constructor(scope: Construct, id: string, resolved: ResolvedFoundationDb) {
    const { name, version, redundancy, faultDomain, processes } = resolved;
    super(scope, id, {
      partOf: partOf(name, 'foundationdb'),
      ports: [PORTS.fdb],
      user: USER,
      ...imageOf(version),
      architectures: version._release.architectures,
    });
    new PodGrant(this, 'Grant', { name: this.partName, labels: this.labels, identity: this.identity });
    this.connections.allowFrom(this.connections, [PORTS.fdb]);
    this.connections.allowFrom(Peer.operatorPods(OPERATOR), [PORTS.fdb]);
    this.connections.allowTo(Peer.apiServer());
    const environment = Environment.of(this);
    this.cluster = new FoundationDbClusterResource(this, 'Resource', {
      name,
      labels: this.labels,
      annotations: acknowledgements(resolved),
      version: version.release,
      imageConfig: imageConfigOf(version, environment),
      redundancyMode: redundancy,
      logs: logsOf(resolved),
      processCounts: Object.fromEntries(CLASSES.map((of) => [of, processes[of].count])),
      faultDomain: FAULT_DOMAINS[faultDomain],
      processes: Object.fromEntries(CLASSES.map((of) => [of, this.settingsOf(resolved, of)])),
      dnsDomain: environment.clusterDomain,
    });
    setRollout(this.cluster, {
      // Nothing of the status tells of which spec it is but a number that is not known before.
      waitForFields: () => ({ 'status.health.available': 'true', 'status.runningVersion': version.release }),
      timeout: Duration.minutes(30),
      holdsData: true,
    });
    guardCluster(this, this.cluster);
  }

  private settingsOf(resolved: ResolvedFoundationDb, of: ProcessClass): ProcessSettings {
    const { count, storage } = resolved.processes[of];
    const storageClass = Environment.of(this).storageClasses.data;
    const claim: VolumeClaimProps | undefined = storage && { name: 'data', size: storage, storageClass };
    const pod = this.podOf(resolved, of);
    const scope = new Construct(this, of);
    declarePods(scope, pod, {
      name: `${resolved.name}-${of}`,
      min: count,
      max: count,
      claims: claim ? [claim] : [],
      operated: true,
    });
    const losses = lossesOf(resolved, of);
    this.budget(
      { members: count, quorum: losses > 0 ? count - losses : undefined, operated: true },
      `${this.partName}-${of}`,
      { [LABELS.processClass]: of },
    );
    return {
      podTemplate: podTemplate(scope, pod, { copies: count, keys: [LABELS.processClass] }),
      customParameters: parametersOf(resolved, of),
      volumeClaimTemplate: claim && { spec: volumeClaimSpec(claim) },
    };
  }

  private podOf({ name, version, processes, pods }: ResolvedFoundationDb, of: ProcessClass): PodProps {
    const { size } = processes[of];
    const image = imageOf(version);
    // The operator adds what it mounts besides. Nothing probes a process: its monitor restarts it, and the operator knows by the database who is missing.
    const server: ContainerProps = {
      name: 'foundationdb',
      ...image,
      env: { ENABLE_NODE_WATCH: EnvValue.literal('true') },
      ports: Object.values(PORTS),
      resources: { ...size, ephemeralStorage: Size.gibibytes(3) },
      mounts: [
        { volume: TRACES, path: '/var/log/fdb-trace-logs' },
        { volume: BINARIES, path: '/var/fdb/shared-binaries' },
        { volume: Volume.apiAccess('api-access'), path: Volume.API_ACCESS_PATH, readOnly: true },
      ],
    };
    const sidecar: ContainerProps = {
      name: 'foundationdb-kubernetes-sidecar',
      ...image,
      // https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/internal/deprecations.go (sidecarUpdater)
      resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(256) },
      mounts: [
        { volume: TRACES, path: '/var/log/fdb-trace-logs' },
        { volume: BINARIES, path: '/var/fdb/shared-binaries' },
      ],
    };
    return {
      ...this.pod,
      nodeClass: NodeClass.STATEFUL,
      gracePeriod: Duration.seconds(60),
      labels: { [LABELS.cluster]: name, [LABELS.processClass]: of },
      overrides: pods[of],
      containers: [server, sidecar],
    };
  }
}
