import { Construct } from 'constructs';
import { Environment, INetworkPeer, ISecret, StoreAccess } from '../core';
import { checkRules, objectName } from '../core/internal';
import { Service } from '../kubernetes';
import { namespaceOf } from '../kubernetes/internal';
import { Scaling } from '../scaling';
import { SparkConnectServerProps } from './application-props';
import { partOf } from './components';
import { Connect } from './parts/connect';
import { connectRules } from './parts/connect-rules';
import { everyWorkloadRules, rulesInput } from './parts/every-workload-rules';
import { PORTS } from './ports';
import { resolveConnect } from './resolve';
import { SparkConnectResource } from './resource/spark-connect-resource';
import { dynamicAllocation, firstExecutors } from './scaling';
import { SparkConnections } from './spark-connections';
import { SparkConnectEndpoints } from './spark-endpoints';
import { SparkApplicationSizing } from './spark-sizing';

/**
 * A driver that runs what clients send it, as long as it is there: for notebooks, and for programs that bring no Spark of their own.
 *
 * Whoever has the token has the server's identity: all clients read, write and start what the team's applications may, and each can read what others have
 * in the server. Those who must not see one another's data have a server each, of teams of their own.
 *
 * A client has the token in its environment, as `SPARK_CONNECT_AUTHENTICATE_TOKEN`, which `EnvValue.secret(server.token)` gives a pod of the same
 * namespace; and, where the certificate is not from an authority that everybody knows, the file of it in `GRPC_DEFAULT_SSL_ROOTS_FILE_PATH`: key `ca.crt`
 * of the certificate's Secret. Then `SparkSession.builder.remote(url).getOrCreate()`.
 *
 * Any change makes another server. The Service leads to whichever is ready: the new one is made, and then the old one is ended. Sessions are in a server's
 * memory and end with it; until the new one has started, some tens of seconds, clients are refused, and try again by themselves for some minutes.
 * Both servers count in the team's quota for that time. Its node may be renewed at any time, with the same consequence.
 *
 * @see https://spark.apache.org/docs/latest/spark-connect-overview.html
 */
export class SparkConnectServer extends Construct {
  /** Where clients find it. */
  public readonly endpoints: SparkConnectEndpoints;
  /** What clients say to be let in. */
  public readonly token: ISecret;
  /** The numbers chosen, and why. */
  public readonly sizing: SparkApplicationSizing;
  /** How many executors there are. */
  public readonly scaling: Record<string, Scaling>;
  /** Who its clients are, and whom it and its executors may talk to. */
  public readonly connections: SparkConnections;
  /** Their end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** What they must be allowed to read and write in object stores: its team's. */
  public readonly storeAccess: StoreAccess[];

  public constructor(scope: Construct, id: string, props: SparkConnectServerProps) {
    super(scope, id);
    const { team } = props;
    const name = objectName(this, props.name, { max: 47, because: 'the operator takes 56, and a spec is told by 9' });
    const resolved = resolveConnect(name, team.platform, props);
    const input = rulesInput(this, { given: props, resolved, team, python: true, driver: 'connect-server' });
    checkRules(this, [...connectRules, ...everyWorkloadRules], input);
    const { tls, executors } = resolved;
    const namespace = namespaceOf(this);
    const host = Environment.of(this).serviceHost(name, namespace);
    this.token = resolved.token._bind(this, 'Token', { name: `${name}-token` });
    const dnsNames = [name, `${name}.${namespace}`, `${name}.${namespace}.svc`, host];
    const certificate = tls?._bind(this, 'Certificate', { name: `${name}-tls`, dnsNames }).secretName;
    const pods = new Connect(this, 'Pods', { team, resolved, token: this.token, certificate });
    this.sizing = pods.sizing;
    this.scaling = { executor: executors };
    this.connections = pods.connections;
    this.networkPeer = this.connections;
    this.storeAccess = team.storeAccess;
    const { port } = PORTS.connect;
    this.endpoints = { url: tls ? `sc://${host}:${port}/;use_ssl=true` : `sc://localhost:${port}` };
    const resource = new SparkConnectResource(this, 'Resource', {
      name,
      labels: pods.labels,
      version: resolved.version.release,
      image: pods.image,
      server: pods.driver,
      executor: pods.executor,
      instances: firstExecutors(executors),
      dynamicAllocation: dynamicAllocation(resolved),
    });
    resource.addDependency(pods, team);
    if (!tls) return;
    const service = new Service(this, 'Service', {
      name,
      partOf: partOf(name, 'connect-server'),
      ports: [PORTS.connect],
      annotations: { 'bigdata-constructs.io/spark-connect': resource.name },
    });
    // It changes when the new server is there, and the old one, which it stood before, goes after that.
    service.node.addDependency(resource);
  }
}
