import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { IFileSystem, ISecret, NetworkPort } from '../../core';
import { ContainerProps, EnvValue, Probe, ProbeOptions, Volume, VolumeMount } from '../../kubernetes';
import { EnginePart } from '../../workloads/internal';
import { passwd, partOf, USER } from '../components';
import { catalogFiles, secretsOf, secretVariable } from '../config/catalogs';
import { SHARED_SECRET } from '../config/config-properties';
import { authorityFile, SignInNode } from '../config/sign-in';
import { ClusterCredentials } from '../credentials';
import { Distribution } from '../distribution';
import { CATALOGS, CONFIG, DATA, HADOOP_CONFIG } from '../paths';
import { PORTS } from '../ports';
import { PrestoNodeSizing } from '../presto-sizing';
import { startProgram } from '../programs/start-program';
import { ResolvedPresto } from '../resolve';

/** What the nodes of a cluster are made from. */
export interface NodeInput {
  readonly resolved: ResolvedPresto;
  /** What they know one another by. */
  readonly sharedSecret: ISecret;
  /** How they speak. */
  readonly credentials: ClusterCredentials;
}

/** What the container of a node is made from. */
export interface ServerInput {
  readonly sizing: PrestoNodeSizing;
  /** What it is told. */
  readonly files: Record<string, string>;
  readonly ephemeralStorage: Size;
  /** What others call it, in words of shell. */
  readonly address: string;
  readonly env?: Record<string, EnvValue>;
  readonly mounts?: VolumeMount[];
  readonly preStop?: string[];
  /** Whether it knows of catalogs. Default: yes. */
  readonly catalogs?: boolean;
}

/** Logs of what the server itself writes, and what connectors do. */
export const SCRATCH = Size.gibibytes(4);

/** The address of a pod, in words of shell. */
export const POD_IP = '$POD_IP';

/** What a server says of itself. */
const INFO = '/v1/info';

type Catalogs = ResolvedPresto['catalogs'];

/** A coordinator, resource manager or worker: all run the same server. */
export class Node extends EnginePart {
  protected readonly resolved: ResolvedPresto;

  protected constructor(
    scope: Construct,
    id: string,
    private readonly given: NodeInput,
    private readonly component: SignInNode,
    private readonly morePorts: NetworkPort[] = [],
  ) {
    const { name, version, overrides } = given.resolved;
    super(scope, id, {
      partOf: partOf(name, component),
      ports: [...portsOf(given), ...morePorts],
      ...version._release.image('server'),
      user: USER,
      architectures: version._release.architectures,
      overrides: overrides.pods[component],
    });
    this.resolved = given.resolved;
  }

  /** What nodes of one cluster have in common: letters, digits and `_`. */
  protected get environment(): string {
    return this.resolved.name.replace(/-/g, '_');
  }

  /** Whom the JVM is to trust besides: the distribution has no property for whoever signed for the directory of users. */
  private get authority(): string | undefined {
    const { version } = this.resolved;
    return version.isTrino || this.component === 'worker' ? undefined : authorityFile(this.resolved);
  }

  /** Asks the server about itself. */
  private get info(): string {
    const { credentials } = this.given;
    return `${credentials.ownCurl()} -fsS -m 4 ${credentials.ownUrl(this.component)}${INFO}`;
  }

  /** The container of the server. */
  protected server(input: ServerInput): ContainerProps {
    const { sizing, files, ephemeralStorage, address, env, mounts = [], preStop } = input;
    const { version } = this.resolved;
    const catalogs = input.catalogs === false ? {} : this.resolved.catalogs;
    const { credentials } = this.given;
    const distribution = version._distribution;
    const [fileSystem] = fileSystemsOf(catalogs);
    const hadoop = fileSystem?.clientFilesIn(this);
    const config = this.files({
      ...files,
      start: startProgram(distribution, this.environment, address, this.authority),
      ask: credentials.askProgram(this.component),
      ...(hadoop && { passwd: passwd() }),
    });
    const configFiles = Volume.configFiles('config', config);
    const catalog =
      Object.keys(catalogs).length > 0
        ? this.files(catalogFiles(catalogs, distribution), `${this.partName}-catalogs`)
        : undefined;
    const period = Duration.seconds(5);
    return {
      name: this.partOf.component,
      ...version._release.image('server'),
      command: ['/bin/sh', `${CONFIG}/start`],
      env: {
        POD_NAME: EnvValue.field('metadata.name'),
        POD_IP: EnvValue.field('status.podIP'),
        [SHARED_SECRET]: EnvValue.secret(this.given.sharedSecret),
        ...credentials.env,
        ...secretsIn(catalogs, distribution),
        ...env,
      },
      ports: [...portsOf(this.given), ...this.morePorts],
      resources: { ...sizing.container, ephemeralStorage },
      mounts: [
        { volume: configFiles, path: CONFIG, readOnly: true },
        ...(catalog ? [{ volume: Volume.configFiles('catalogs', catalog), path: CATALOGS, readOnly: true }] : []),
        ...(hadoop
          ? [
              { volume: Volume.configMap('hadoop', hadoop), path: HADOOP_CONFIG, readOnly: true },
              { volume: configFiles, path: '/etc/passwd', subPath: 'passwd', readOnly: true },
            ]
          : []),
        ...credentials.mountsOf(this.component),
        { volume: Volume.emptyDir('data', { sizeLimit: SCRATCH }), path: DATA },
        { volume: Volume.emptyDir('tmp'), path: '/tmp' },
        ...mounts,
      ],
      startup: this.alive({ period, failureThreshold: 60 }),
      liveness: this.alive({ failureThreshold: 6 }),
      // Of itself a resource manager says for ever that it starts.
      readiness:
        this.component === 'resource-manager'
          ? this.alive({ period })
          : Probe.command(['/bin/sh', '-c', `${this.info} | grep -q '"starting":false'`], { period }),
      preStop,
    };
  }

  private alive(options: ProbeOptions): Probe {
    const { certificate, port } = this.given.credentials;
    // The kubelet calls pods by their addresses and shows no certificate.
    return certificate
      ? Probe.command(['/bin/sh', '-c', `${this.info} >/dev/null`], options)
      : Probe.httpGet(INFO, port.name, options);
  }
}

/** Variables with the secrets of catalogs. */
function secretsIn(catalogs: Catalogs, distribution: Distribution): Record<string, EnvValue> {
  return Object.fromEntries(
    Object.entries(catalogs).flatMap(([name, { _needs: needs }]) =>
      Object.entries(secretsOf(needs, distribution)).map(([property, secret]) => [
        secretVariable(name, property),
        EnvValue.secret(secret),
      ]),
    ),
  );
}

/** What a node listens on. */
function portsOf({ resolved, credentials }: NodeInput): NetworkPort[] {
  return resolved.version._distribution.exporter ? [credentials.port, PORTS.metrics] : [credentials.port];
}

/** The file systems that catalogs are in. */
export function fileSystemsOf(catalogs: Catalogs): IFileSystem[] {
  return Object.values(catalogs).flatMap(({ _needs: { fileSystem } }) => fileSystem ?? []);
}
