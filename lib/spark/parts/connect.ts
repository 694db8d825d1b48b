import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, ISecret } from '../../core';
import { ConfigFiles, ContainerProps, EnvValue, Probe, Volume } from '../../kubernetes';
import { connectServerConf, tlsProxyConf } from '../config/connect-server';
import { ISparkTeam } from '../interfaces';
import { CERTIFICATE_DIRECTORY, CONF_DIRECTORY, LOCAL_DIRECTORY, PROXY_DIRECTORY, PROXY_RUN_DIRECTORY } from '../paths';
import { PORTS } from '../ports';
import { connectEnvironment, FORMER_EXECUTORS_FILE } from '../programs/connect-environment';
import { FORMER_EXECUTORS } from '../programs/former-executors';
import { ResolvedConnect } from '../resolve';
import { CONNECT_LABEL } from '../resource/spark-connect-resource';
import { ServerContainers, Workload } from './workload';

/** What a Connect server's pods are made from. */
export interface ConnectInput {
  readonly team: ISparkTeam;
  readonly resolved: ResolvedConnect;
  /** What clients say to be let in. */
  readonly token: ISecret;
  /** The Secret of the certificate. Default: clients come by `kubectl port-forward`. */
  readonly certificate?: string;
}

/** The pods of a Connect server: the server, which is the driver, what speaks TLS beside it, and executors. */
export class Connect extends Workload {
  public constructor(scope: Construct, id: string, input: ConnectInput) {
    super(scope, id, {
      team: input.team,
      resolved: input.resolved,
      driver: 'connect-server',
      python: true,
      server: {
        runLabel: CONNECT_LABEL,
        clientPorts: [PORTS.connect],
        containers: (workload) => containers(workload, input),
      },
    });
  }
}

function containers(workload: Workload, { resolved, token, certificate }: ConnectInput): ServerContainers {
  const { sizing, sparkConf, labels } = workload;
  const port = certificate ? PORTS.connectBehind : PORTS.connect;
  const files = new ConfigFiles(workload, 'Files', {
    name: `${resolved.name}-connect-server`,
    labels,
    files: {
      'spark-defaults.conf': connectServerConf({ resolved, sizing, sparkConf, port: port.port }),
      'spark-env.sh': connectEnvironment(resolved.name),
      [FORMER_EXECUTORS_FILE]: FORMER_EXECUTORS,
    },
  });
  // No kubelet reaches the loopback.
  const probe = (options: { period: Duration; failureThreshold: number }) =>
    Probe.command(['bash', '-c', `exec 3<>/dev/tcp/127.0.0.1/${port.port}`], options);
  return {
    driver: {
      env: {
        SPARK_CONNECT_AUTHENTICATE_TOKEN: EnvValue.secret(token),
        // Spark looks for it in the pods that it makes itself alone.
        SPARK_LOCAL_DIRS: EnvValue.literal(LOCAL_DIRECTORY),
        // The default lies where nobody can write.
        SPARK_LOG_DIR: EnvValue.literal('/tmp'),
      },
      mounts: [
        { volume: Volume.configFiles('config', files), path: CONF_DIRECTORY, readOnly: true },
        { volume: Volume.apiAccess('api'), path: Volume.API_ACCESS_PATH, readOnly: true },
      ],
      startup: probe({ period: Duration.seconds(5), failureThreshold: 120 }),
      readiness: probe({ period: Duration.seconds(10), failureThreshold: 3 }),
      liveness: probe({ period: Duration.seconds(30), failureThreshold: 6 }),
    },
    beside: certificate ? [tlsProxy(workload, resolved, certificate)] : [],
  };
}

function tlsProxy(workload: Workload, { name, version }: ResolvedConnect, certificate: string): ContainerProps {
  const files = new ConfigFiles(workload, 'ProxyFiles', {
    name: `${name}-tls-proxy`,
    labels: workload.labels,
    files: { 'nginx.conf': tlsProxyConf() },
  });
  const keys = ['tls.crt', 'tls.key'];
  return {
    name: 'tls-proxy',
    ...version._release.image('tls-proxy'),
    command: ['nginx', '-e', 'stderr', '-c', `${PROXY_DIRECTORY}/nginx.conf`],
    ports: [PORTS.connect],
    resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128), ephemeralStorage: Size.mebibytes(64) },
    mounts: [
      { volume: Volume.configFiles('proxy-config', files), path: PROXY_DIRECTORY, readOnly: true },
      { volume: Volume.secret('certificate', certificate, keys), path: CERTIFICATE_DIRECTORY, readOnly: true },
      { volume: Volume.emptyDir('proxy-run', { sizeLimit: Size.mebibytes(16) }), path: PROXY_RUN_DIRECTORY },
    ],
    readiness: Probe.tcp(PORTS.connect.name),
    liveness: Probe.tcp(PORTS.connect.name, { period: Duration.seconds(30), failureThreshold: 6 }),
  };
}
