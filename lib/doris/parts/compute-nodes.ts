import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { sumOf } from '../../core/internal';
import { EnvValue, Probe, ProbeOptions, Spreading, Volume, VolumeMount } from '../../kubernetes';
import { namespaceOf } from '../../kubernetes/internal';
import { Autoscaler, Drain, DrainWhen } from '../../scaling';
import { ApiGrant, Peer } from '../../security';
import { EnginePart } from '../../workloads/internal';
import { partOf, USER } from '../components';
import { computeNodeConf } from '../config/backend-conf';
import { confFile } from '../config/conf-file';
import { BACKEND_LOGS } from '../config/logs';
import { BackendSizing } from '../doris-sizing';
import { BACKEND_START, BACKEND_STOP, CACHE, CONFIGURATION, LOGS, SIGN_IN, storagePath } from '../paths';
import { BACKEND_PORTS, backendPorts, MEMBER_PORTS, PORTS } from '../ports';
import { leaveProgram } from '../programs/leave-program';
import { SWEEP_RESOURCES, sweepProgram } from '../programs/sweep-program';
import { ResolvedCompute, ResolvedDoris } from '../resolve';
import { computeSignals } from '../scaling';
import { ROOT_KEYS, ROOT_USER, RootSecrets } from '../security';
import { leavingTime } from '../sizing';
import { Backends, SHUTDOWN_GRACE } from './backends';
import { ClientJob } from './client-job';
import { Frontends } from './frontends';

/** What compute nodes are made from. */
export interface ComputeNodesInput {
  readonly resolved: ResolvedDoris;
  /** Where the frontends are. */
  readonly host: string;
  readonly compute: ResolvedCompute;
  readonly sizing: BackendSizing;
  readonly frontends: Frontends;
  readonly backends: Backends;
  readonly root: RootSecrets;
}

/** Where a compute node writes what memory has no room for, on the disk of its node. */
const SCRATCH = { path: storagePath(0), size: Size.gibibytes(10) };

/** Where its cache lies: below what a file system has at its own root. */
const CACHE_FOLDER = 'files';

/** Compute nodes: backends that hold no data. They are a set of ours, since the operator's own cannot be scaled. */
export class ComputeNodes extends EnginePart {
  public constructor(scope: Construct, id: string, input: ComputeNodesInput) {
    const { resolved, compute, frontends, backends } = input;
    const { name, version, overrides } = resolved;
    const { _release: release } = version;
    super(scope, id, {
      partOf: partOf(name, 'cn'),
      ports: BACKEND_PORTS,
      user: USER,
      ...release.image('be'),
      architectures: release.architectures,
      // What is read of stores, either of them reads.
      identity: backends.identity,
      overrides: overrides.pods.cn,
    });
    const { connections } = this;
    const exchanges = [PORTS.backendHttp, PORTS.backendRpc, PORTS.brpc];
    connections.allowFrom(connections, exchanges);
    connections.allowFrom(backends.connections, exchanges);
    connections.allowTo(backends.connections, exchanges);
    connections.allowFrom(frontends.connections);
    connections.allowTo(frontends.connections, MEMBER_PORTS);
    const { scaling } = compute;
    const set = this.set(input);
    new Autoscaler(this, 'Autoscaler', { target: set, scaling, partOf: this.partOf, signals: computeSignals() });
    this.sweep(input);
  }

  private set({ resolved, host, compute, sizing, root }: ComputeNodesInput) {
    const { version, overrides } = resolved;
    const { scaling, size, cache, storageClass } = compute;
    const conf = computeNodeConf({
      sizing,
      ports: backendPorts(),
      logFolder: LOGS.backend,
      shutdownGrace: SHUTDOWN_GRACE,
      scratch: SCRATCH,
      cache: { path: `${CACHE}/${CACHE_FOLDER}`, size: cache },
      jvm: overrides.jvm.cn ?? [],
      overrides: overrides.computeNode,
    });
    const files = this.files({ 'be.conf': confFile(conf) });
    const drain = this.drain(compute);
    const mounts: VolumeMount[] = [
      { volume: Volume.configFiles('configuration', files), path: CONFIGURATION, readOnly: true },
      {
        volume: Volume.secret('sign-in', root.operator.secretName, [ROOT_KEYS.username, ROOT_KEYS.password]),
        path: SIGN_IN,
        readOnly: true,
      },
      { volume: Volume.emptyDir('scratch', { sizeLimit: SCRATCH.size }), path: SCRATCH.path },
      { volume: Volume.ephemeralClaim({ name: 'cache', size: cache, storageClass }), path: CACHE },
    ];
    return this.members({
      replicas: scaling.min,
      copies: scaling.max,
      parallel: true,
      spreading: Spreading.PREFERRED,
      nodeClass: NodeClass.QUERY,
      gracePeriod: leavingTime(compute).whole,
      containers: [
        {
          name: 'cn',
          ...version._release.image('be'),
          command: [BACKEND_START, host],
          ports: BACKEND_PORTS,
          resources: { ...size, ephemeralStorage: sumOf([BACKEND_LOGS, SCRATCH.size, Size.gibibytes(2)]) },
          env: { ...variables(host), ...drain.env },
          mounts: [...mounts, ...drain.mounts],
          ...probes(),
          // The process that the kubelet tells to end is the image's script, which does not pass that on.
          preStop: ['/bin/bash', '-c', `${drain.preStop.join(' ')}; exec ${BACKEND_STOP}`],
        },
      ],
    });
  }

  private drain(compute: ResolvedCompute): Drain {
    const { partName: name, identity, connections, partOf } = this;
    return new Drain(this, 'Drain', {
      name,
      workload: name,
      when: DrainWhen.ALWAYS,
      identity,
      connections,
      partOf,
      leave: leaveProgram({
        domain: `.${this.domain}`,
        heartbeatPort: PORTS.heartbeat.port,
        httpPort: PORTS.backendHttp.port,
        passwordFile: `${SIGN_IN}/${ROOT_KEYS.password}`,
      }),
      atMost: leavingTime(compute).handOver,
    });
  }

  /** Those that were lost with their node were not forgotten when they ended. */
  private sweep({ resolved, host, frontends, root }: ComputeNodesInput): void {
    const { partName: set, domain, labels } = this;
    const sweep = new ClientJob(this, 'Sweep', {
      name: resolved.name,
      component: 'sweep',
      version: resolved.frontends.version,
      host,
      overrides: resolved.overrides.pods.sweep,
      programs: [
        {
          name: 'sweep',
          script: sweepProgram({
            namespace: namespaceOf(this),
            set,
            domain: `.${domain}`,
            heartbeatPort: PORTS.heartbeat.port,
          }),
          user: ROOT_USER,
          password: root.operator.secretOf(ROOT_KEYS.password),
          mounts: [{ volume: Volume.apiAccess('api'), path: Volume.API_ACCESS_PATH, readOnly: true }],
        },
      ],
      schedule: '*/10 * * * *',
      deadline: Duration.minutes(5),
      undisturbed: false,
      keepFor: Duration.hours(1),
    });
    new ApiGrant(this, 'SweepGrant', {
      name: sweep.cronJobName,
      labels,
      identity: sweep.identity,
      permissions: [{ apiGroup: 'apps', resources: SWEEP_RESOURCES, names: [set] }],
    });
    sweep.connections.allowTo(frontends.connections, [PORTS.mysql]);
    sweep.connections.allowTo(Peer.apiServer());
  }
}

/**
 * What the image's scripts read, as the operator gives it, and what our own programs do. They sign in with files, and do not ask for the kernel's
 * settings, which belong to the node.
 *
 * @see https://github.com/apache/doris/blob/master/docker/runtime/be/resource/be_entrypoint.sh
 */
function variables(host: string): Record<string, EnvValue> {
  return {
    CONFIGMAP_MOUNT_PATH: EnvValue.literal(CONFIGURATION),
    COMPONENT_TYPE: EnvValue.literal('COMPUTE'),
    FE_QUERY_PORT: EnvValue.literal(String(PORTS.mysql.port)),
    SKIP_CHECK_ULIMIT: EnvValue.literal('true'),
    DORIS_HOST: EnvValue.literal(host),
    DORIS_PORT: EnvValue.literal(`${PORTS.mysql.port}`),
    DORIS_USER: EnvValue.literal(ROOT_USER),
  };
}

function probes() {
  const alive = (options: ProbeOptions) => Probe.tcp(PORTS.heartbeat.name, options);
  return {
    // It waits for frontends, which may begin at the same time.
    startup: alive({ period: Duration.seconds(5), failureThreshold: 720 }),
    liveness: alive({ failureThreshold: 6 }),
    readiness: Probe.httpGet('/api/health', PORTS.backendHttp.name, { period: Duration.seconds(5) }),
  };
}
