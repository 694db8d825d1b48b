import { hadoopXml, Properties } from '../../kubernetes/internal';
import { JAVA_SECURITY, javaSecurity } from '../../workloads/internal';
import { DataNodeSizing, NameNodeSizing, NodeManagerSizing, YarnSizing } from '../hadoop-sizing';
import { FileSystemLayout, HadoopLayout } from '../layout';
import { ResolvedHadoop, ResolvedYarn } from '../resolve';
import { capacityScheduler } from './capacity-scheduler';
import { clientCoreSite, coreSite } from './core-site';
import { hadoopPolicy } from './hadoop-policy';
import { clientHdfsSite, dataNodeHdfsSite, journalNodeHdfsSite, nameNodeHdfsSite } from './hdfs-site';
import { httpFsSite } from './httpfs-site';
import { krb5Conf, sslClient, sslServer } from './kerberos-site';
import { log4j } from './log4j';
import { mapredSite } from './mapred-site';
import { clientYarnSite, nodeManagerYarnSite, resourceManagerYarnSite } from './yarn-site';

/** What YARN's files are made from. */
export interface YarnConfigurationInput extends Pick<
  ResolvedYarn,
  'queues' | 'decommissionTimeout' | 'logRetention' | 'identityVariables'
> {
  readonly sizing: YarnSizing;
  /** Whether there is spare capacity. */
  readonly spot: boolean;
}

/** What YARN's files are made from, of a cluster. */
export function yarnConfiguration(resolved: ResolvedYarn, sizing: YarnSizing): YarnConfigurationInput {
  const { queues, decommissionTimeout, logRetention, identityVariables, spotNodeManagers } = resolved;
  return { sizing, queues, decommissionTimeout, logRetention, identityVariables, spot: spotNodeManagers !== undefined };
}

/** What all files are made from. */
export interface ConfigurationInput {
  readonly layout: HadoopLayout;
  readonly resolved: Pick<ResolvedHadoop, 'replication' | 'superGroup' | 'trash' | 'jsonLogs' | 'overrides'>;
  /** Default: there is no YARN. */
  readonly yarn?: YarnConfigurationInput;
}

type Files = Record<string, string>;

/** What the files of a file system's clients are made from, in whatever namespace these are. */
export interface FileSystemInput {
  readonly layout: FileSystemLayout;
  readonly replication: number;
  readonly overrides: { readonly coreSite: Record<string, string>; readonly hdfsSite: Record<string, string> };
}

/** What a client of the file system needs, in whatever namespace it is. */
export function fileSystemFiles({ layout, replication, overrides }: FileSystemInput): Files {
  return {
    ...xml('core-site.xml', clientCoreSite(layout, overrides.coreSite)),
    ...hdfsSite(clientHdfsSite({ layout, replication, overrides: overrides.hdfsSite })),
    ...(layout.kerberos && { 'krb5.conf': krb5Conf(layout, layout.kerberos) }),
  };
}

/** The configuration of each daemon. Each has only what it reads, so that a change of a queue restarts no DataNode. */
export class Configuration {
  private readonly hdfs;
  private readonly mapred: Files;

  public constructor(private readonly input: ConfigurationInput) {
    const { layout } = input;
    const { replication, overrides } = input.resolved;
    this.hdfs = { layout, replication, overrides: overrides.hdfsSite };
    this.mapred = xml('mapred-site.xml', mapredSite({ layout, overrides: overrides.mapredSite }));
  }

  public nameNode(sizing: NameNodeSizing): Files {
    return {
      ...this.daemon(true),
      ...hdfsSite(nameNodeHdfsSite({ ...this.hdfs, sizing })),
      ...this.certificates(),
    };
  }

  public journalNode(): Files {
    return { ...this.daemon(), ...hdfsSite(journalNodeHdfsSite(this.hdfs)), ...this.certificates() };
  }

  public dataNode(sizing: DataNodeSizing, storageTypes: string[]): Files {
    return {
      ...this.daemon(),
      ...hdfsSite(dataNodeHdfsSite({ ...this.hdfs, sizing, storageTypes })),
      ...this.certificates(),
    };
  }

  public resourceManager(yarn: YarnConfigurationInput): Files {
    const { queues, spot } = yarn;
    const { capacityScheduler: overrides } = this.input.resolved.overrides;
    return {
      ...this.daemon(),
      ...hdfsSite(clientHdfsSite(this.hdfs)),
      ...xml(
        'yarn-site.xml',
        resourceManagerYarnSite({ ...this.yarn(yarn), nodeLabels: spot, preemption: queues.length > 1 }),
      ),
      ...xml('capacity-scheduler.xml', capacityScheduler({ queues, spot, overrides })),
    };
  }

  public nodeManager(yarn: YarnConfigurationInput, nodeManager: NodeManagerSizing, label?: string): Files {
    return {
      ...this.daemon(),
      ...hdfsSite(clientHdfsSite(this.hdfs)),
      ...xml(
        'yarn-site.xml',
        nodeManagerYarnSite({ ...this.yarn(yarn), nodeManager, label, identityVariables: yarn.identityVariables }),
      ),
      ...this.mapred,
    };
  }

  public historyServer(yarn: YarnConfigurationInput): Files {
    return {
      ...this.daemon(),
      ...hdfsSite(clientHdfsSite(this.hdfs)),
      ...xml('yarn-site.xml', clientYarnSite(this.yarn(yarn))),
      ...this.mapred,
    };
  }

  public httpFs(): Files {
    return { ...this.daemon(), ...hdfsSite(clientHdfsSite(this.hdfs)), ...xml('httpfs-site.xml', httpFsSite()) };
  }

  /** What a client in another pod needs, whoever it is. */
  public client(): Files {
    const { yarn, layout } = this.input;
    return {
      ...this.common(),
      ...hdfsSite(clientHdfsSite(this.hdfs)),
      ...(layout.kerberos && xml('ssl-client.xml', sslClient())),
      ...(yarn && { ...xml('yarn-site.xml', clientYarnSite(this.yarn(yarn))), ...this.mapred }),
    };
  }

  private yarn({ sizing, logRetention, decommissionTimeout }: YarnConfigurationInput) {
    const { layout, resolved } = this.input;
    return { layout, sizing, logRetention, decommissionTimeout, overrides: resolved.overrides.yarnSite };
  }

  private common(isNameNode = false): Files {
    const { layout } = this.input;
    const { trash, superGroup, jsonLogs, overrides } = this.input.resolved;
    return {
      ...xml('core-site.xml', coreSite({ layout, isNameNode, superGroup, trash, overrides: overrides.coreSite })),
      'log4j.properties': log4j({ json: jsonLogs, overrides: overrides.log4j }),
      [JAVA_SECURITY]: javaSecurity(),
      ...(layout.kerberos && { 'krb5.conf': krb5Conf(layout, layout.kerberos) }),
    };
  }

  private daemon(isNameNode = false): Files {
    return {
      ...this.common(isNameNode),
      ...xml('hadoop-policy.xml', hadoopPolicy(this.input.layout.name, this.input.resolved.overrides.hadoopPolicy)),
    };
  }

  /** What web servers of HDFS show, and which they believe. */
  private certificates(): Files {
    return this.input.layout.kerberos
      ? { ...xml('ssl-server.xml', sslServer()), ...xml('ssl-client.xml', sslClient()) }
      : {};
  }
}

const xml = (file: string, properties: Properties): Files => ({ [file]: hadoopXml(properties) });

const hdfsSite = (properties: Properties): Files => xml('hdfs-site.xml', properties);
