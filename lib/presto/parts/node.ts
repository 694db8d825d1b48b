import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { IFileSystem, ISecret, NetworkPort } from '../../core';
import { ContainerProps, EnvValue, Probe, Volume, VolumeMount } from '../../kubernetes';
import { EnginePart } from '../../workloads/internal';
import { passwd, partOf, PrestoComponent, USER } from '../components';
import { catalogFiles, secretsOf, secretVariable } from '../config/catalogs';
import { SHARED_SECRET } from '../config/config-properties';
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
}

/** What the container of a node is made from. */
export interface ServerInput {
  readonly sizing: PrestoNodeSizing;
  /** What it is told. */
  readonly files: Record<string, string>;
  readonly ephemeralStorage: Size;
  readonly env?: Record<string, EnvValue>;
  readonly mounts?: VolumeMount[];
  readonly preStop?: string[];
}

/** Logs of what the server itself writes, and what connectors do. */
export const SCRATCH = Size.gibibytes(4);

/** Asks for no user, in either distribution and however they are found out. */
const INFO = '/v1/info';

/** A coordinator or worker: both run the same server. */
export class Node extends EnginePart {
  protected readonly resolved: ResolvedPresto;

  protected constructor(
    scope: Construct,
    id: string,
    private readonly given: NodeInput,
    component: PrestoComponent,
  ) {
    const { name, version, overrides } = given.resolved;
    super(scope, id, {
      partOf: partOf(name, component),
      ports: portsOf(given.resolved),
      ...version._release.image('server'),
      user: USER,
      architectures: version._release.architectures,
      overrides: overrides.pods[component],
    });
    this.resolved = given.resolved;
  }

  /** What nodes of one cluster have in common: letters, digits and `_`. */
  private get environment(): string {
    return this.resolved.name.replace(/-/g, '_');
  }

  /** The container of the server. */
  protected server({ sizing, files, ephemeralStorage, env, mounts = [], preStop }: ServerInput): ContainerProps {
    const { version, catalogs } = this.resolved;
    const distribution = version._distribution;
    const [fileSystem] = fileSystemsOf(this.resolved);
    const hadoop = fileSystem?.clientFilesIn(this);
    const config = this.files({
      ...files,
      start: startProgram(distribution, this.environment),
      ...(hadoop && { passwd: passwd() }),
    });
    const configFiles = Volume.configFiles('config', config);
    const catalog = this.files(catalogFiles(catalogs, distribution), `${this.partName}-catalogs`);
    const period = Duration.seconds(5);
    return {
      name: this.partOf.component,
      ...version._release.image('server'),
      command: ['/bin/sh', `${CONFIG}/start`],
      env: {
        POD_NAME: EnvValue.field('metadata.name'),
        POD_IP: EnvValue.field('status.podIP'),
        [SHARED_SECRET]: EnvValue.secret(this.given.sharedSecret),
        ...this.secrets(),
        ...env,
      },
      ports: portsOf(this.resolved),
      resources: { ...sizing.container, ephemeralStorage },
      mounts: [
        { volume: configFiles, path: CONFIG, readOnly: true },
        { volume: Volume.configFiles('catalogs', catalog), path: CATALOGS, readOnly: true },
        ...(hadoop
          ? [
              { volume: Volume.configMap('hadoop', hadoop), path: HADOOP_CONFIG, readOnly: true },
              { volume: configFiles, path: '/etc/passwd', subPath: 'passwd', readOnly: true },
            ]
          : []),
        { volume: Volume.emptyDir('data', { sizeLimit: SCRATCH }), path: DATA },
        { volume: Volume.emptyDir('tmp'), path: '/tmp' },
        ...mounts,
      ],
      startup: Probe.httpGet(INFO, PORTS.http.name, { period, failureThreshold: 60 }),
      liveness: Probe.httpGet(INFO, PORTS.http.name, { failureThreshold: 6 }),
      readiness: Probe.command(
        ['/bin/sh', '-c', `curl -fsS -m 4 http://localhost:${PORTS.http.port}${INFO} | grep -q '"starting":false'`],
        { period },
      ),
      preStop,
    };
  }

  private secrets(): Record<string, EnvValue> {
    const { version, catalogs } = this.resolved;
    return Object.fromEntries(
      Object.entries(catalogs).flatMap(([name, { _needs: needs }]) =>
        Object.entries(secretsOf(needs, version._distribution)).map(([property, secret]) => [
          secretVariable(name, property),
          EnvValue.secret(secret),
        ]),
      ),
    );
  }
}

/** What a node listens on. */
function portsOf({ version }: ResolvedPresto): NetworkPort[] {
  return version._distribution.exporter ? [PORTS.http, PORTS.metrics] : [PORTS.http];
}

/** The file systems that catalogs are in. */
export function fileSystemsOf({ catalogs }: ResolvedPresto): IFileSystem[] {
  return Object.values(catalogs).flatMap(({ _needs: { fileSystem } }) => fileSystem ?? []);
}
