import { Size } from 'cdk8s';
import { CERTIFICATES } from './paths';

/** The variable that holds the password of keystores. */
export const KEYSTORE_PASSWORD = 'KEYSTORE_PASSWORD';

/** Packages of the JDK that Presto reaches into: its launcher opens them. */
const OPENED = [
  'java.base/java.io',
  'java.base/java.lang',
  'java.base/java.lang.ref',
  'java.base/java.lang.reflect',
  'java.base/java.net',
  'java.base/java.nio',
  'java.base/java.security',
  'java.base/javax.security.auth',
  'java.base/javax.security.auth.login',
  'java.base/java.text',
  'java.base/java.util',
  'java.base/java.util.concurrent',
  'java.base/java.util.concurrent.atomic',
  'java.base/java.util.regex',
  'java.base/jdk.internal.loader',
  'java.base/sun.security.action',
  'java.security.jgss/sun.security.krb5',
];

/** What the memory of one node is divided into, as parts of the heap. */
export interface MemoryShares {
  /** What one query may have of users' memory. */
  readonly user: number;
  /** What one query may have with what the engine itself needs for it. Default: the engine has no such bound. */
  readonly total?: number;
  /** What is left for what nobody counts. */
  readonly headroom: number;
}

/** What differs between the two distributions. */
export interface Distribution {
  readonly title: string;
  /** The published image. */
  readonly image: string;
  /** Where the server lies in it. */
  readonly home: string;
  readonly mainClass: string;
  /** Flags of the JVM besides those of the heap, and those that both have. */
  readonly flags: string[];
  readonly memory: MemoryShares;
  /** Headers that name a user begin so: `X-Presto-User`. */
  readonly header: string;
  /** Properties of the coordinator, and of every node, besides those that both have. */
  readonly coordinator: Record<string, string>;
  readonly node: Record<string, string>;
  /** What programs of the cluster itself prove who they are by, where nodes speak TLS: the certificate of nodes, or a password of each. */
  readonly ownProof: 'CERTIFICATE' | 'PASSWORD';
  /** Properties of nodes that speak TLS, besides those that both have. */
  readonly tls: Record<string, string>;
  /** Whether a certificate that was renewed is read by servers that run. */
  readonly readsCertificateAgain: boolean;
  /** Where the exporter's agent lies in the image. Default: the engine shows its metrics itself. */
  readonly exporter?: string;
  /** Names of connectors that this library knows under another one. */
  readonly connectors: Record<string, string>;
  /** What names of a connector's own properties begin with, where the other distribution's do not. */
  readonly prefixes: Record<string, string>;
  /** The package of its loggers. */
  readonly logger: string;
}

const KEYSTORE = `${CERTIFICATES}/keystore.p12`;
const TRUSTSTORE = `${CERTIFICATES}/truststore.p12`;
const PASSWORD = `\${ENV:${KEYSTORE_PASSWORD}}`;

/** https://prestodb.io/docs/current/admin/properties.html#memory-management-properties */
export const PRESTO: Distribution = {
  title: 'Presto',
  image: 'prestodb/presto',
  home: '/opt/presto-server',
  mainClass: 'com.facebook.presto.server.PrestoServer',
  flags: OPENED.map((name) => `--add-opens=${name}=ALL-UNNAMED`),
  memory: { user: 0.3, total: 0.5, headroom: 0.3 },
  header: 'X-Presto',
  coordinator: { 'discovery-server.enabled': 'true' },
  node: {
    'internal-communication.jwt.enabled': 'true',
    // It sets as much aside as one query may have in all, for one query at a time: of the heap a fifth would be left to all others.
    'experimental.reserved-pool-enabled': 'false',
  },
  // Whoever comes over TLS is asked for a user before the token of nodes is looked at, so nodes show a certificate.
  ownProof: 'CERTIFICATE',
  tls: {
    'http-server.https.truststore.path': TRUSTSTORE,
    'http-server.https.truststore.key': PASSWORD,
    'internal-communication.https.keystore.path': KEYSTORE,
    'internal-communication.https.keystore.key': PASSWORD,
    'internal-communication.https.trust-store-path': TRUSTSTORE,
    'internal-communication.https.trust-store-password': PASSWORD,
  },
  readsCertificateAgain: false,
  exporter: '/usr/lib/presto/utils/jmx_prometheus_javaagent.jar',
  connectors: { hive: 'hive-hadoop2' },
  prefixes: { clickhouse: 'clickhouse.' },
  logger: 'com.facebook.presto',
};

/** https://trino.io/docs/current/admin/properties-resource-management.html */
export const TRINO: Distribution = {
  title: 'Trino',
  image: 'trinodb/trino',
  home: '/usr/lib/trino',
  mainClass: 'io.trino.server.TrinoServer',
  flags: [
    '--add-modules=jdk.incubator.vector',
    '--enable-native-access=ALL-UNNAMED',
    '--sun-misc-unsafe-memory-access=allow',
    '-XX:+EnableDynamicAgentLoading',
  ],
  memory: { user: 0.3, headroom: 0.3 },
  header: 'X-Trino',
  coordinator: {},
  // Besides what the engine counts itself.
  node: { 'openmetrics.jmx-object-names': 'java.lang:type=GarbageCollector,name=*|java.lang:type=Threading' },
  ownProof: 'PASSWORD',
  tls: {
    'internal-communication.https.truststore.path': TRUSTSTORE,
    'internal-communication.https.truststore.key': PASSWORD,
  },
  // Each minute: http-server.https.ssl-context.refresh-time.
  readsCertificateAgain: true,
  connectors: {},
  prefixes: {},
  logger: 'io.trino',
};

/** Regions of the collector: https://prestodb.io/docs/current/installation/deployment.html#jvm-config */
export const REGION = Size.mebibytes(32);
