import { Duration, Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { Environment, NetworkPort, NodeClass, PartOf } from '../../core';
import { objectLabels, selectorLabels, sumOf } from '../../core/internal';
import { ConfigFiles, ContainerProps, EnvValue, PodProps, Volume, VolumeClaimProps } from '../../kubernetes';
import { declarePods, podTemplate } from '../../kubernetes/internal';
import { Peer, PodConnections } from '../../security';
import { connectToStores, connectToTables } from '../../security/internal';
import {
  APPLICATION_LABEL,
  Component,
  DRIVER_CONTAINER,
  EXECUTOR_CONTAINER,
  partOf,
  TEAM_LABEL,
  USER,
} from '../components';
import { applicationConf, mebibytes } from '../config/application-conf';
import { dorisEnv, dorisPorts } from '../config/doris';
import { ISparkPlatform, ISparkTeam } from '../interfaces';
import { LOCAL_VOLUME } from '../paths';
import { PORTS } from '../ports';
import { DRIVER_DISK, ResolvedWorkload } from '../resolve';
import { SparkPodSpec } from '../resource/spark-application-spec';
import { connectToFileSystems, storesOf } from '../security';
import { podSizing } from '../sizing';
import { SparkConnections } from '../spark-connections';
import { SparkApplicationSizing, SparkPodSizing } from '../spark-sizing';
import { executorNodes, executorsPerNode } from './packing';
import { nodeDisk, podFiles, SCRATCH } from './pod-files';
import { scheduledBy } from './queue';

/** What the pods of an application are made from. */
export interface WorkloadInput {
  readonly team: ISparkTeam;
  readonly resolved: ResolvedWorkload;
  /** Which component the driver is. */
  readonly driver: Component;
  readonly python: boolean;
  /** Files that are delivered with the job, by name. Default: none. */
  readonly files?: Record<string, string>;
  /** How long the driver may run. Default: until it ends. */
  readonly deadline?: Duration;
  /** Default: it runs to its end. */
  readonly server?: ServerInput;
}

/** A driver that serves clients, in a pod that is made from its template as it stands. */
export interface ServerInput {
  /** The label by which a server and its executors belong together. */
  readonly runLabel: string;
  /** All that clients reach. */
  readonly clientPorts: NetworkPort[];
  /** What its pod has besides what every driver's has. Properties, sizing and labels are known then, and nothing else. */
  readonly containers: (workload: Workload) => ServerContainers;
}

/** The containers of a server. */
export interface ServerContainers {
  /** What the driver's has besides. */
  readonly driver: Partial<ContainerProps>;
  readonly beside: ContainerProps[];
}

/** What every driver listens on for others: its page for Prometheus alone. */
function driverPorts({ settings: { monitored } }: ISparkPlatform): NetworkPort[] {
  return [PORTS.driverRpc, PORTS.blockManager, ...(monitored ? [PORTS.ui] : [])];
}

/** The label by which Spark tells runs apart, and that which says what a pod is of one. */
const RUN_LABEL = 'spark-app-selector';
const ROLE_LABEL = 'spark-role';

/**
 * Makes an option of an executor's JVM. Spark reads keys from files on Kubernetes alone, and an executor that asks the driver for its settings does not know
 * yet where it is; all it looks at is how this begins.
 */
const EXECUTOR_ENVIRONMENT = { SPARK_JAVA_OPT_MASTER: EnvValue.literal('-Dspark.master=k8s://') };

/** The pods of an application: their templates, properties and network edges, whatever runs them. */
export class Workload extends Construct {
  public readonly sizing: SparkApplicationSizing;
  public readonly connections: SparkConnections;
  public readonly sparkConf: Record<string, string>;
  public readonly driver: SparkPodSpec;
  public readonly executor: SparkPodSpec;
  /** The image, as it is pulled. */
  public readonly image: string;
  /** Labels of the custom resource, which the operator gives its pods besides those of their templates. */
  public readonly labels: Record<string, string>;
  private readonly job?: ConfigFiles;

  public constructor(
    scope: Construct,
    id: string,
    private readonly input: WorkloadInput,
  ) {
    super(scope, id);
    const { team, resolved, python } = input;
    const { name, version, executors } = resolved;
    const environment = Environment.of(this);
    const { image, mirrored } = version._release.image('spark');
    this.image = mirrored ? environment.image(image) : image;
    const { ['app.kubernetes.io/component']: _, ...labels } = objectLabels(partOf(name, input.driver));
    this.labels = { ...labels, [TEAM_LABEL]: team.teamName, [APPLICATION_LABEL]: name };
    const executor = podSizing(resolved.executor, python);
    this.sizing = {
      driver: podSizing(resolved.driver, python),
      executor,
      executors: executors.max,
      executorsPerNode: executorsPerNode(this, {
        sizing: executor,
        nodeClass: executorNodes(resolved),
        architectures: version._release.architectures,
      }),
    };
    this.job =
      input.files && new ConfigFiles(this, 'Job', { name: `${name}-job`, labels: this.labels, files: input.files });
    this.connections = this.connect();
    this.sparkConf = applicationConf({
      resolved,
      platform: team.platform.settings,
      sizing: this.sizing,
      stores: storesOf(team),
      catalogs: team.catalogs,
      rpcKey: team.rpcSecret,
      user: team.fileSystems.length > 0 ? team.teamName : undefined,
      scratchClass: environment.storageClasses.scratch,
    });
    this.driver = this.podSpec(this.sizing.driver, this.driverTemplate());
    this.executor = this.podSpec(this.sizing.executor, this.executorTemplate());
  }

  private connect(): SparkConnections {
    const { team, resolved, driver: component, server } = this.input;
    const connectionsOf = (part: Component, own: NetworkPort[]) =>
      new PodConnections(this, `Connections-${part}`, {
        name: `${resolved.name}-${part}`,
        podLabels: selectorLabels(partOf(resolved.name, part)),
        ports: own,
        labels: this.labels,
      });
    const driver = connectionsOf(component, driverPorts(team.platform));
    const executors = connectionsOf('executor', [PORTS.blockManager]);
    driver.allowTo(Peer.apiServer());
    if (team.platform.settings.monitored) driver.allowFrom(Peer.monitoring(), [PORTS.ui]);
    executors.allowTo(driver, [PORTS.driverRpc, PORTS.blockManager]);
    driver.allowTo(executors);
    executors.allowTo(executors);
    const both = SparkConnections._of(driver, executors, server?.clientPorts);
    const { fallbackStorage, remoteShuffle } = resolved;
    connectToStores(both, [
      ...storesOf(team),
      ...(fallbackStorage?.location._store ? [fallbackStorage.location._store] : []),
    ]);
    connectToTables(both, Object.values(team.catalogs));
    for (const cluster of Object.values(resolved.doris)) both.allowTo(cluster.peer, dorisPorts(cluster));
    // Its workers take any free port unless they are told one.
    if (remoteShuffle) both.allowTo(remoteShuffle, []);
    connectToFileSystems(both, team.fileSystems);
    return both;
  }

  private driverTemplate(): k8s.PodTemplateSpec {
    const { driver: component, deadline, server, team, resolved } = this.input;
    const props = this.podProps({
      component,
      container: DRIVER_CONTAINER,
      nodeClass: NodeClass.DRIVER,
      sizing: this.sizing.driver,
      local: nodeDisk(DRIVER_DISK),
      disk: DRIVER_DISK,
    });
    const { driver, beside = [] } = server ? server.containers(this) : {};
    const [main] = props.containers;
    const own: ContainerProps = {
      ...main,
      ...driver,
      env: { ...dorisEnv(resolved.doris), ...main.env, ...driver?.env },
      mounts: [...(main.mounts ?? []), ...(driver?.mounts ?? [])],
    };
    return this.template(
      {
        ...props,
        containers: [own, ...beside],
        labels: { ...props.labels, ...(server && { [TEAM_LABEL]: team.teamName, [APPLICATION_LABEL]: resolved.name }) },
        // A server's own container has it alone.
        mountToken: !server,
        undisturbedFor: deadline,
        zone: resolved.zones.zone,
      },
      {
        group: 'driver',
        role: server ? component : 'driver',
        min: server ? 1 : 0,
        max: 1,
        ports: [...driverPorts(team.platform), ...(driver?.ports ?? [])],
        rendersPorts: server !== undefined,
        more: {
          activeDeadlineSeconds: deadline?.toSeconds(),
          priorityClassName: team.platform.settings.driverPriorityClass,
        },
      },
    );
  }

  private executorTemplate(): k8s.PodTemplateSpec {
    const { resolved, team, driver, server } = this.input;
    const { localDisk, zones, executors, name } = resolved;
    const storageClass = Environment.of(this).storageClasses.scratch;
    const claim = { name: LOCAL_VOLUME, size: localDisk.size, storageClass };
    const disks = {
      node: { local: nodeDisk(localDisk.size), disk: localDisk.size },
      volume: { local: Volume.ephemeralClaim(claim), disk: Size.gibibytes(0) },
      // Spark makes the claim itself.
      reused: { local: undefined, disk: Size.gibibytes(0) },
    };
    const props = this.podProps({
      component: 'executor',
      container: EXECUTOR_CONTAINER,
      nodeClass: executorNodes(resolved),
      sizing: this.sizing.executor,
      ...disks[localDisk._kind],
    });
    return this.template(
      { ...props, gracePeriod: resolved.decommissionTimeout, zone: zones.zone },
      {
        group: 'executor',
        role: 'executor',
        min: 0,
        max: executors.max,
        ports: [PORTS.blockManager],
        claims: localDisk._kind === 'reused' ? [claim] : [],
        more: {
          priorityClassName: team.platform.settings.executorPriorityClass,
          affinity:
            zones._kind === 'one'
              ? { podAffinity: besideDriver(partOf(name, driver), server ? server.runLabel : RUN_LABEL) }
              : undefined,
        },
      },
    );
  }

  private podProps(input: {
    component: Component;
    container: string;
    nodeClass: NodeClass;
    sizing: SparkPodSizing;
    local?: Volume;
    disk: Size;
  }): PodProps {
    const { team, resolved } = this.input;
    const { image, mirrored } = resolved.version._release.image('spark');
    const files = podFiles(this, { team, local: input.local, job: this.job });
    const { labels, annotations } = scheduledBy(team);
    return {
      labels,
      annotations,
      partOf: partOf(resolved.name, input.component),
      user: USER,
      identity: team.identity,
      nodeClass: input.nodeClass,
      architectures: resolved.version._release.architectures,
      overrides: resolved.overrides.pods[input.component],
      containers: [
        {
          name: input.container,
          image,
          mirrored,
          env: { ...files.env, ...(input.component === 'executor' && EXECUTOR_ENVIRONMENT), ...resolved.env },
          resources: {
            cpu: input.sizing.cpu,
            memory: input.sizing.memory,
            ephemeralStorage: sumOf([input.disk, SCRATCH, Size.gibibytes(1)]),
          },
          mounts: [...files.mounts, ...resolved.mounts],
        },
      ],
    };
  }

  /** Ports are declared; they are rendered where Spark does not add them itself. */
  private template(
    props: PodProps,
    input: {
      group: 'driver' | 'executor';
      role: string;
      min: number;
      max: number;
      ports: NetworkPort[];
      rendersPorts?: boolean;
      claims?: VolumeClaimProps[];
      more: Partial<k8s.PodSpec>;
    },
  ): k8s.PodTemplateSpec {
    const [main, ...others] = props.containers;
    const declared = { ...props, containers: [{ ...main, ports: input.ports }, ...others] };
    const scope = new Construct(this, input.group);
    declarePods(scope, declared, {
      name: `${this.input.resolved.name}-${input.group}`,
      min: input.min,
      max: input.max,
      claims: input.claims,
      labels: {
        [ROLE_LABEL]: input.role,
        [TEAM_LABEL]: this.input.team.teamName,
        [APPLICATION_LABEL]: this.input.resolved.name,
      },
      operated: true,
    });
    const { metadata, spec } = podTemplate(scope, input.rendersPorts ? declared : props, { copies: 1 });
    const { affinity, ...more } = input.more;
    const { schedulerName } = scheduledBy(this.input.team);
    return {
      metadata,
      spec: {
        ...spec,
        ...more,
        schedulerName,
        affinity: affinity || spec.affinity ? { ...spec.affinity, ...affinity } : undefined,
      },
    };
  }

  private podSpec(sizing: SparkPodSizing, template: k8s.PodTemplateSpec): SparkPodSpec {
    return {
      cores: sizing.cores,
      coreRequest: sizing.cpu.toString(),
      memory: mebibytes(sizing.heap),
      memoryOverhead: mebibytes(sizing.overhead),
      serviceAccount: this.input.team.identity.serviceAccountName,
      template,
    };
  }
}

/** In the zone of the same run's driver. */
function besideDriver(driver: PartOf, runLabel: string): k8s.PodAffinity {
  return {
    requiredDuringSchedulingIgnoredDuringExecution: [
      {
        topologyKey: 'topology.kubernetes.io/zone',
        labelSelector: { matchLabels: selectorLabels(driver) },
        matchLabelKeys: [runLabel],
      },
    ],
  };
}
