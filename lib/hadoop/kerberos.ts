import { Construct } from 'constructs';
import { NetworkPort } from '../core';
import { EnvValue, Volume, VolumeMount } from '../kubernetes';
import { hostsOf } from '../kubernetes/internal';
import { PodConnections } from '../security';
import { BoundKeystores } from '../security/internal';
import { HadoopComponent, HadoopJob, JOBS, jobUser } from './components';
import { HadoopLayout } from './layout';
import { CERTIFICATES, CONFIG, KEYTABS } from './paths';
import { ResolvedKerberos } from './resolve';

/** What the principals of daemons begin with. What follows is the DNS name of the daemon's pod. */
export const SERVICES = {
  namenode: 'nn',
  journalnode: 'jn',
  datanode: 'dn',
} as const;

/** A daemon that has a principal. */
export type KerberosDaemon = keyof typeof SERVICES;

/** The keystore's password, where Hadoop puts it into `ssl-server.xml` and `ssl-client.xml` itself. */
export const PASSWORD_VARIABLE = 'KEYSTORE_PASSWORD';

const isJob = (component: HadoopComponent): component is HadoopJob => JOBS.some((job) => job === component);
const isDaemon = (component: HadoopComponent): component is KerberosDaemon => component in SERVICES;

/** The file of a keytab, which is its key in the Secret too. */
export const keytab = (name: KerberosDaemon | HadoopJob) => `${name}.keytab`;

/** What a container has, so that its programs can say who they are. */
export interface Credentials {
  readonly env: Record<string, EnvValue>;
  readonly mounts: VolumeMount[];
  /** Flags of every JVM. */
  readonly flags: string[];
}

/** Those of the image's own user, who proves nothing. */
export const NO_CREDENTIALS: Credentials = { env: {}, mounts: [], flags: [] };

/** Who the containers of one cluster are. */
export class ClusterCredentials {
  public static of(scope: Construct, layout: HadoopLayout, kerberos?: ResolvedKerberos): ClusterCredentials {
    const { name } = layout;
    const binding = { name: `${name}-tls`, dnsNames: certificateNamesOf(layout) };
    const certificate = kerberos?.tls._bindKeystores(scope, 'Certificate', binding);
    return new ClusterCredentials(name, kerberos && certificate && { ...kerberos, certificate });
  }

  private constructor(
    private readonly cluster: string,
    private readonly given?: ResolvedKerberos & { certificate: BoundKeystores },
  ) {}

  /** What HDFS' web servers show. Default: they speak no TLS. */
  public get certificate(): BoundKeystores | undefined {
    return this.given?.certificate;
  }

  /**
   * What a part's containers have. Where nobody proves anything, jobs merely say who they are. Else Hadoop's own programs log in with what these variables name, so that nothing fetches or renews a ticket for them: the
   * image has no `kinit`.
   *
   * @see https://issues.apache.org/jira/browse/HADOOP-9747
   */
  public for(component: HadoopComponent): Credentials {
    const { given, cluster } = this;
    const user = isJob(component) ? jobUser(cluster, component) : undefined;
    if (!given) return user ? { ...NO_CREDENTIALS, env: { HADOOP_USER_NAME: EnvValue.literal(user) } } : NO_CREDENTIALS;
    // What else there is, is refused together with Kerberos.
    if (!isJob(component) && !isDaemon(component)) return NO_CREDENTIALS;
    const { realm, keytabSecret, certificate } = given;
    const principal = `${isDaemon(component) ? `${SERVICES[component]}/$(POD_HOST)` : user}@${realm}`;
    // Daemons show the certificate; the others know whom to believe.
    const stores = [...(isDaemon(component) ? ['keystore.p12'] : []), 'truststore.p12', 'ca.crt'];
    const mount = (volume: Volume, path: string): VolumeMount => ({ volume, path, readOnly: true });
    return {
      env: {
        KRB5PRINCIPAL: EnvValue.literal(principal),
        KRB5KEYTAB: EnvValue.literal(`${KEYTABS}/${keytab(component)}`),
        [PASSWORD_VARIABLE]: EnvValue.secret(certificate.keystorePassword),
      },
      mounts: [
        mount(Volume.secret('keytab', keytabSecret, [keytab(component)]), KEYTABS),
        mount(Volume.secret('certificates', certificate.secretName, stores), CERTIFICATES),
      ],
      flags: [`-Djava.security.krb5.conf=${CONFIG}/krb5.conf`],
    };
  }

  /** Lets some pods fetch tickets. */
  public connect(...parts: PodConnections[]): void {
    const { given } = this;
    if (!given) return;
    const ports = given.kdcPorts.map((port): NetworkPort => ({ name: `kdc-${port}`, port }));
    for (const connections of parts) connections.allowTo(given.kdcPeer, ports);
  }
}

/** The principals that must exist, by the name of the keytab that holds them: each daemon has one for its protocol and one for its web server. */
export function principalsOf({
  kerberos,
  name,
  nameNodes,
  journalNodes,
  dataNodeSets,
  jobs,
}: HadoopLayout): Record<string, string[]> {
  if (!kerberos) return {};
  const { realm } = kerberos;
  const of = (service: string, hosts: string[]) =>
    hosts.flatMap((host) => [`${service}/${host}@${realm}`, `HTTP/${host}@${realm}`]);
  const journals = journalNodes.map(({ host }) => host);
  return {
    namenode: of(
      SERVICES.namenode,
      nameNodes.map(({ host }) => host),
    ),
    ...(journals.length > 0 && { journalnode: of(SERVICES.journalnode, journals) }),
    datanode: of(SERVICES.datanode, dataNodeSets.flatMap(hostsOf)),
    ...Object.fromEntries(jobs.map((job) => [job, [`${jobUser(name, job)}@${realm}`]])),
  };
}

/** The names that the certificate must be good for. */
export function certificateNamesOf({ kerberos, nameNodes, journalNodes, dataNodeSets }: HadoopLayout): string[] {
  if (!kerberos) return [];
  const domains = [...nameNodes, ...journalNodes].map(({ host }) => host.split('.').slice(1).join('.'));
  return [...new Set([...domains, ...dataNodeSets.map(({ domain }) => domain)])].map((domain) => `*.${domain}`);
}
