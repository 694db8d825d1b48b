import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { nodeAlone } from '../gate/run-mode';
import { ControlPlaneAccess } from './control-plane-process';
import { KubeClient } from './kube-client';

interface Authority {
  readonly present: boolean;
  /** What it is and how to get it. */
  readonly help: string;
}

const TOOLS = 'run `.ci/tools` and source the file `env` that it writes';

/** A suite that asks a tool which not every machine has: skipped by name where it is missing or not asked for, an error in CI. */
function suite(name: string, { present, help }: Authority, body: () => void): void {
  if (present && !nodeAlone()) {
    describe(name, body);
  } else if (process.env.CI && !nodeAlone()) {
    test(name, () => {
      throw new Error(`CI must have it: ${help}`);
    });
  } else {
    describe(name, () => test.skip(`needs ${help}`, () => undefined));
  }
}

/** The control plane of this run, where there is one. */
function controlPlane(): ControlPlaneAccess | undefined {
  const given = process.env.TEST_CONTROL_PLANE;
  return given ? (JSON.parse(given) as ControlPlaneAccess) : undefined;
}

/** A suite that asks a real API server, with the real CRDs. */
export function describeWithControlPlane(
  name: string,
  body: (api: KubeClient, access: ControlPlaneAccess) => void,
): void {
  const access = controlPlane();
  const present = access !== undefined && process.env.BIGDATA_CRDS !== undefined;
  const help = `a Kubernetes control plane (KUBEBUILDER_ASSETS: ${TOOLS}) and the CRDs of the operators (BIGDATA_CRDS: their release files in one folder)`;
  suite(name, { present, help }, () => access && body(new KubeClient(access), access));
}

/** A suite that asks the scheduler of Kubernetes, beside its API server. */
export function describeWithScheduler(name: string, body: (access: ControlPlaneAccess) => void): void {
  const access = controlPlane();
  const program = path.join(process.env.KUBEBUILDER_ASSETS ?? '', 'kube-scheduler');
  const present = access !== undefined && existsSync(program);
  const help = `a Kubernetes control plane with its scheduler (KUBEBUILDER_ASSETS: ${TOOLS})`;
  suite(name, { present, help }, () => access && body(access));
}

/** A suite that asks the parser of one ClickHouse release. */
export function describeWithClickHouse(line: string, name: string, body: (python: string) => void): void {
  const python = path.join(process.env.BIGDATA_CHDB ?? '', line, 'bin', 'python');
  const present = process.env.BIGDATA_CHDB !== undefined && existsSync(python);
  suite(name, { present, help: `ClickHouse ${line} as chdb (BIGDATA_CHDB: ${TOOLS})` }, () => body(python));
}

/** One release of Spark, as PyPI has it. */
export interface SparkPrograms {
  /** The release: `4.1.2`. */
  readonly release: string;
  /** What SPARK_HOME says. */
  readonly home: string;
  /** A Python that has it, and, of the newest release that is served, what a Connect client needs. */
  readonly python: string;
  /** Of the newest release that is served: the folder of the jars for object stores, which Spark does not bring. */
  readonly cloud: string;
  /** Of that, too: the folder of the jar for Iceberg's tables, which Spark does not bring either. */
  readonly iceberg: string;
  /** Of that, too: the Java agent that shows a JVM's own metrics to Prometheus. */
  readonly exporter: string;
}

/** The installed release of a line of Spark's: `4.1`. */
export function installedSpark(line: string): SparkPrograms | undefined {
  const folder = process.env.BIGDATA_SPARK ?? '';
  const releases = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(`${line}.`)) : [];
  const patch = (release: string) => Number(release.split('.')[2]);
  // What was installed before is still there.
  const [release] = releases.sort((a, b) => patch(b) - patch(a));
  if (!release) return undefined;
  const inRelease = (...names: string[]) => path.join(folder, release, ...names);
  const [cloud, iceberg, exporter] = ['cloud', 'iceberg', 'jmx_prometheus_javaagent.jar'].map((name) =>
    inRelease('extra', name),
  );
  return { release, home: inRelease('home'), python: inRelease('bin', 'python'), cloud, iceberg, exporter };
}

const SPARK = (line: string) => `Spark ${line} with Java (BIGDATA_SPARK: ${TOOLS})`;

/** A suite that asks one release line of Spark: `4.1`. */
export function describeWithSpark(line: string, name: string, body: (spark: SparkPrograms) => void): void {
  const spark = installedSpark(line);
  suite(name, { present: spark !== undefined, help: SPARK(line) }, () => spark && body(spark));
}

/** The folder of a release below one that a variable names, where it is installed. */
function releaseIn(variable: string, release: string): string | undefined {
  const folder = path.join(process.env[variable] ?? '', release);
  return process.env[variable] && existsSync(folder) ? folder : undefined;
}

/** The installed release of Presto: `0.296`. */
export function installedPresto(release: string) {
  const home = releaseIn('BIGDATA_PRESTO', release);
  // The Java agent that shows a JVM's metrics to Prometheus is in the image, too.
  return home && { home, exporter: path.join(home, 'jmx_prometheus_javaagent.jar') };
}

/** The installed release of Trino: `476`, and the folder of a Java that is new enough for it. */
export function installedTrino(release: string) {
  const home = releaseIn('BIGDATA_TRINO', release);
  const java = process.env.BIGDATA_TRINO_JAVA;
  return home && java ? { home, java } : undefined;
}

/** A suite that asks a release of Presto: `0.296`. */
export function describeWithPresto(release: string, name: string, body: () => void): void {
  const help = `Presto ${release} with Java 17 (BIGDATA_PRESTO: ${TOOLS})`;
  suite(name, { present: installedPresto(release) !== undefined, help }, body);
}

/** A suite that asks a release of Trino: `476`. */
export function describeWithTrino(release: string, name: string, body: () => void): void {
  const help = `Trino ${release} (BIGDATA_TRINO: ${TOOLS}), and Java 24 or newer, which no registry has: put one below /usr/lib/jvm, or its folder into BIGDATA_TRINO_JAVA`;
  suite(name, { present: installedTrino(release) !== undefined, help }, body);
}

/** Nessie's server in one jar, and the folder of a Java that is new enough for it, too. */
export function installedNessie() {
  const { BIGDATA_NESSIE: jar, BIGDATA_TRINO_JAVA: java } = process.env;
  return jar && java && existsSync(jar) ? { jar, java } : undefined;
}

/** A suite that asks Nessie: a catalog that speaks Iceberg's REST protocol. */
export function describeWithNessie(name: string, body: () => void): void {
  const help = `Nessie (BIGDATA_NESSIE: ${TOOLS}), and Java 21 or newer (BIGDATA_TRINO_JAVA)`;
  suite(name, { present: installedNessie() !== undefined, help }, body);
}

/** The jar of a directory of users that speaks LDAP, where it is installed. */
export function installedDirectory(): string | undefined {
  const jar = path.join(process.env.BIGDATA_DIRECTORY ?? '', 'unboundid-ldapsdk.jar');
  return process.env.BIGDATA_DIRECTORY && existsSync(jar) ? jar : undefined;
}

/** A suite that asks a directory of users that speaks LDAP. */
export function describeWithDirectory(name: string, body: () => void): void {
  const help = `UnboundID's directory with Java (BIGDATA_DIRECTORY: ${TOOLS})`;
  suite(name, { present: installedDirectory() !== undefined, help }, body);
}

/** What a suite that asks an operator beside the API server has. */
export interface Controlled {
  readonly api: KubeClient;
  readonly access: ControlPlaneAccess;
  /** The operator's program. */
  readonly program: string;
  /** The folder of its chart. */
  readonly chart: string;
}

/** The release line that the operator's own spark-submit is of, whatever an application's `sparkVersion` says. */
const SUBMITS = '4.0';

/** A suite that asks the operator of Spark, with the spark-submit that it calls, beside an API server. */
export function describeWithSparkOperator(
  name: string,
  body: (operator: Controlled & { readonly spark: SparkPrograms }) => void,
): void {
  const access = controlPlane();
  const spark = installedSpark(SUBMITS);
  const { BIGDATA_SPARK_OPERATOR: program = '', BIGDATA_CHART_SOURCES: charts = '', BIGDATA_CRDS: crds } = process.env;
  const chart = path.join(charts, 'spark-operator');
  const present = Boolean(access && spark && crds) && existsSync(program) && existsSync(chart);
  const help = `Spark's operator and its chart (BIGDATA_SPARK_OPERATOR, BIGDATA_CHART_SOURCES), ${SPARK(SUBMITS)}, helm, and a Kubernetes control plane (KUBEBUILDER_ASSETS, BIGDATA_CRDS)`;
  suite(
    name,
    { present, help },
    () => access && spark && body({ api: new KubeClient(access), access, program, chart, spark }),
  );
}

/** What starts Kueue and the API server that it is to be beside: it takes hold of objects of all namespaces. */
export interface KueuePrograms {
  readonly program: string;
  readonly chart: string;
  /** The folder of the programs of the control plane. */
  readonly assets: string;
  /** The folder of definitions. */
  readonly crds: string;
}

/** A suite that asks Kueue, beside an API server of its own. */
export function describeWithKueue(name: string, body: (kueue: KueuePrograms) => void): void {
  const { BIGDATA_KUEUE: program = '', BIGDATA_CHART_SOURCES: charts = '' } = process.env;
  const { KUBEBUILDER_ASSETS: assets = '', BIGDATA_CRDS: crds = '' } = process.env;
  const chart = path.join(charts, 'kueue');
  const present = [program, chart, assets, crds].every((file) => file !== '' && existsSync(file));
  const help = `Kueue and its chart (BIGDATA_KUEUE, BIGDATA_CHART_SOURCES: ${TOOLS}), helm, and a Kubernetes control plane (KUBEBUILDER_ASSETS, BIGDATA_CRDS)`;
  suite(name, { present, help }, () => body({ program, chart, assets, crds }));
}

/** A suite that asks kube-state-metrics, beside an API server. */
export function describeWithStateMetrics(
  name: string,
  body: (asked: { readonly api: KubeClient; readonly access: ControlPlaneAccess; readonly program: string }) => void,
): void {
  const access = controlPlane();
  const { BIGDATA_STATE_METRICS: program = '', BIGDATA_CRDS: crds } = process.env;
  const present = access !== undefined && crds !== undefined && existsSync(program);
  const help = `kube-state-metrics (BIGDATA_STATE_METRICS: ${TOOLS}), and a Kubernetes control plane (KUBEBUILDER_ASSETS, BIGDATA_CRDS)`;
  suite(name, { present, help }, () => access && body({ api: new KubeClient(access), access, program }));
}

/** A suite that asks nginx: what is before servers that speak no TLS. */
export function describeWithNginx(name: string, body: (nginx: { program: string; stream: string }) => void): void {
  const folder = process.env.BIGDATA_NGINX ?? '';
  const [program, stream] = ['sbin/nginx', 'lib/nginx/modules/ngx_stream_module.so'].map((file) =>
    path.join(folder, file),
  );
  const present = existsSync(program) && existsSync(stream);
  suite(name, { present, help: `nginx and its module for streams (BIGDATA_NGINX: ${TOOLS})` }, () =>
    body({ program, stream }),
  );
}

/** A suite that asks the members of a real ZooKeeper, which run as processes with networks of their own. */
export function describeWithZooKeeper(name: string, body: (folder: string) => void): void {
  const folder = process.env.BIGDATA_ZOOKEEPER ?? '';
  const present = folder !== '' && existsSync(path.join(folder, 'lib'));
  suite(name, { present, help: `ZooKeeper's jars (BIGDATA_ZOOKEEPER: ${TOOLS})` }, () => body(folder));
}

/** A suite that asks Hive's metastore, with Hadoop's jars and a PostgreSQL, as processes with networks of their own. */
export function describeWithHive(name: string, body: (folder: string) => void): void {
  const { BIGDATA_HIVE: folder = '', BIGDATA_HADOOP: hadoop = '' } = process.env;
  const present = [path.join(folder, 'home'), path.join(hadoop, 'lib'), '/usr/lib/postgresql'].every(existsSync);
  const help = `Hive's metastore and Hadoop's jars (BIGDATA_HIVE, BIGDATA_HADOOP: ${TOOLS}), and Debian's postgresql`;
  suite(name, { present: folder !== '' && hadoop !== '' && present, help }, () => body(folder));
}

/** A suite that asks the metastore of Hive 4, in the same way. */
export function describeWithHive4(name: string, body: () => void): void {
  const folder = process.env.BIGDATA_HIVE_4 ?? '';
  const present = folder !== '' && existsSync(path.join(folder, 'home'));
  suite(name, { present, help: `the metastore of Hive 4 (BIGDATA_HIVE_4: ${TOOLS})` }, body);
}

/** A suite that asks MariaDB, as a process with a network of its own. */
export function describeWithMariaDb(name: string, body: () => void): void {
  const present = existsSync('/usr/sbin/mariadbd');
  suite(name, { present, help: `Debian's mariadb-server-core and mariadb-client-core (${TOOLS})` }, body);
}

/** A suite that asks a command. */
export function describeWithCommand(command: string, name: string, body: () => void): void {
  const present = (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, command)));
  suite(name, { present, help: `${command} on the PATH (${TOOLS})` }, body);
}

/** A suite that asks the schemas which Terraform's providers publish. */
export function describeWithProviderSchemas(name: string, body: (folder: string) => void): void {
  const folder = process.env.TERRAFORM_PROVIDER_SCHEMAS;
  const help =
    'the output of `terraform providers schema -json` as schema-kubernetes.json (TERRAFORM_PROVIDER_SCHEMAS)';
  suite(name, { present: folder !== undefined, help }, () => folder && body(folder));
}

/** A suite that asks the values files of the charts that we install. */
export function describeWithCharts(name: string, body: (folder: string) => void): void {
  const folder = process.env.BIGDATA_CHARTS;
  const help = "the charts' own values files, as <chart>.values.yaml in one folder (BIGDATA_CHARTS)";
  suite(name, { present: folder !== undefined, help }, () => folder && body(folder));
}

/** A suite that asks helm what it makes of the charts as their projects keep them, against an API server of its own. */
export function describeWithChartSources(name: string, body: (folder: string) => void): void {
  const { BIGDATA_CHART_SOURCES: folder, KUBEBUILDER_ASSETS: assets } = process.env;
  const help = `charts by folder (BIGDATA_CHART_SOURCES: ${TOOLS}), helm and a Kubernetes control plane (KUBEBUILDER_ASSETS)`;
  suite(name, { present: Boolean(folder && assets), help }, () => body(folder!));
}

/** A suite that asks the policies which projects publish for their controllers. */
export function describeWithPublishedPolicies(name: string, body: (folder: string) => void): void {
  const folder = process.env.BIGDATA_IAM;
  const help = "controllers' own IAM policies as tables, one a file, in one folder (BIGDATA_IAM)";
  suite(name, { present: folder !== undefined, help }, () => folder && body(folder));
}

/** What a suite with the real AWS provider works with. */
export interface ProviderMirror {
  /** The folder that Terraform takes providers from. */
  readonly mirror: string;
  /** The folder of the providers' schemas. */
  readonly schemas: string;
}

/** A suite that asks Terraform with the real AWS provider, without a network. */
export function describeWithProviderMirror(name: string, body: (authority: ProviderMirror) => void): void {
  const mirror = process.env.TERRAFORM_PROVIDER_MIRROR;
  const schemas = process.env.TERRAFORM_PROVIDER_SCHEMAS;
  const help =
    'the AWS provider 5.100.0 in a mirror (TERRAFORM_PROVIDER_MIRROR: `terraform providers mirror` makes one) and the schemas of the providers (TERRAFORM_PROVIDER_SCHEMAS)';
  suite(name, { present: Boolean(mirror && schemas), help }, () => body({ mirror: mirror!, schemas: schemas! }));
}

/** Hadoop's and ZooKeeper's own programs. */
export interface HadoopPrograms {
  readonly hadoop: string;
  readonly zookeeper: string;
  /** The folder of the defaults that Hadoop's jars hold. */
  readonly defaults: string;
}

const hadoopPrograms = () => {
  const { BIGDATA_HADOOP: hadoop, BIGDATA_ZOOKEEPER: zookeeper } = process.env;
  return hadoop && zookeeper ? { hadoop, zookeeper, defaults: path.join(hadoop, 'defaults') } : undefined;
};
const HADOOP = `Hadoop and ZooKeeper with Java, and Linux with unshare and ip (BIGDATA_HADOOP, BIGDATA_ZOOKEEPER: ${TOOLS})`;

/** A suite that asks Hadoop itself: its defaults, or its daemons on a network of their own. */
export function describeWithHadoop(name: string, body: (programs: HadoopPrograms) => void): void {
  const programs = hadoopPrograms();
  suite(name, { present: programs !== undefined, help: HADOOP }, () => programs && body(programs));
}

/** A suite that asks Hadoop's daemons and a KDC of MIT's. */
export function describeWithKerberos(name: string, body: (programs: HadoopPrograms) => void): void {
  const programs = hadoopPrograms();
  const present = programs !== undefined && existsSync('/usr/sbin/krb5kdc') && existsSync('/usr/sbin/kadmin.local');
  const help = `${HADOOP}, and Debian's krb5-kdc and krb5-admin-server (${TOOLS})`;
  suite(name, { present, help }, () => programs && body(programs));
}
