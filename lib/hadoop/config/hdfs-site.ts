import { Properties } from '../../kubernetes/internal';
import { DataNodeSizing, NameNodeSizing } from '../hadoop-sizing';
import { FileSystemLayout, HadoopLayout } from '../layout';
import { EXCLUDED_DATA_NODES, JOURNAL_DIRECTORY, NAME_DIRECTORY, volumePath } from '../paths';
import { PORTS } from '../ports';
import { RESERVED_PERCENT } from '../sizing';
import { RETAINED_IMAGES } from './fs-image';
import { kerberosClientHdfsSite, kerberosHdfsSite } from './kerberos-site';

/** What a client's hdfs-site.xml is made from. */
export interface ClientHdfsSiteInput {
  readonly layout: FileSystemLayout;
  readonly replication: number;
  readonly overrides: Record<string, string>;
}

/** What a daemon's hdfs-site.xml is made from. */
export interface HdfsSiteInput extends ClientHdfsSiteInput {
  readonly layout: HadoopLayout;
}

/**
 * What clients of HDFS need, and all daemons too: where the NameNodes are.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml
 */
export function clientHdfsSite({ layout, replication, overrides }: ClientHdfsSiteInput): Properties {
  return {
    // Addresses of pods change: names do not.
    'dfs.client.use.datanode.hostname': true,
    'dfs.datanode.use.datanode.hostname': true,
    'dfs.replication': replication,
    ...nameNodeAddresses(layout),
    ...kerberosClientHdfsSite(layout),
    ...overrides,
  };
}

/** A NameNode's. */
export function nameNodeHdfsSite(input: HdfsSiteInput & { sizing: NameNodeSizing }): Properties {
  const { layout, sizing, overrides } = input;
  return {
    ...clientHdfsSite(input),
    'dfs.namenode.name.dir': `file://${NAME_DIRECTORY}`,
    'dfs.namenode.rpc-bind-host': '0.0.0.0',
    [`dfs.namenode.${layout.web.scheme}-bind-host`]: '0.0.0.0',
    'dfs.hosts.exclude': EXCLUDED_DATA_NODES,
    // The name of a pod's address is not always its own, and never at once.
    'dfs.namenode.datanode.registration.ip-hostname-check': false,
    // A DataNode whose zone is not known yet is asked to register again, instead of being counted into the wrong one.
    'dfs.namenode.reject-unresolved-dn-topology-mapping': true,
    // A DataNode that has said nothing for 30 seconds is asked last.
    'dfs.namenode.avoid.read.stale.datanode': true,
    'dfs.namenode.avoid.write.stale.datanode': true,
    'dfs.image.compress': true,
    'dfs.namenode.num.checkpoints.retained': RETAINED_IMAGES,
    // Copies for DataNodes that leave or are lost: twice the default, for volumes that are not spinning disks.
    'dfs.namenode.replication.max-streams': 4,
    'dfs.namenode.replication.max-streams-hard-limit': 8,
    'dfs.namenode.handler.count': sizing.handlers,
    ...(layout.highAvailability && {
      'dfs.namenode.shared.edits.dir': `qjournal://${layout.journalNodes
        .map(({ host }) => `${host}:${PORTS.journalRpc.port}`)
        .join(';')}/${layout.name}`,
      'dfs.ha.automatic-failover.enabled': true,
      // JournalNodes take no edits from a NameNode that another has replaced.
      'dfs.ha.fencing.methods': 'shell(/bin/true)',
      'dfs.ha.nn.not-become-active-in-safemode': true,
    }),
    ...kerberosHdfsSite(layout, 'namenode'),
    ...overrides,
  };
}

/** A JournalNode's. */
export function journalNodeHdfsSite(input: HdfsSiteInput): Properties {
  return {
    ...clientHdfsSite(input),
    'dfs.journalnode.edits.dir': JOURNAL_DIRECTORY,
    'dfs.journalnode.rpc-bind-host': '0.0.0.0',
    [`dfs.journalnode.${input.layout.web.scheme}-bind-host`]: '0.0.0.0',
    // Whom a member copies from what it missed.
    'dfs.namenode.shared.edits.dir': `qjournal://${input.layout.journalNodes
      .map(({ host }) => `${host}:${PORTS.journalRpc.port}`)
      .join(';')}/${input.layout.name}`,
    'dfs.journalnode.enable.sync': true,
    ...kerberosHdfsSite(input.layout, 'journalnode'),
    ...input.overrides,
  };
}

/** A DataNode's. */
export function dataNodeHdfsSite(
  input: HdfsSiteInput & { sizing: DataNodeSizing; storageTypes: string[] },
): Properties {
  const { sizing, storageTypes, overrides } = input;
  return {
    ...clientHdfsSite(input),
    'dfs.datanode.data.dir': storageTypes.map((type, index) => `[${type}]file://${volumePath(index)}/hdfs`).join(','),
    'dfs.datanode.hostname': '${env.POD_HOST}',
    'dfs.datanode.handler.count': 50,
    'dfs.datanode.max.transfer.threads': sizing.transferThreads,
    'dfs.datanode.failed.volumes.tolerated': sizing.toleratedVolumeFailures,
    'dfs.datanode.du.reserved.calculator':
      'org.apache.hadoop.hdfs.server.datanode.fsdataset.impl.ReservedSpaceCalculator$ReservedSpaceCalculatorPercentage',
    'dfs.datanode.du.reserved.pct': RESERVED_PERCENT,
    // The volumes hold nothing else, so their file systems know what is used without reading every folder.
    'fs.getspaceused.classname': 'org.apache.hadoop.fs.DFCachingGetSpaceUsed',
    // A block that is closed is on the disk, not only in the memory of the machine.
    'dfs.datanode.sync.behind.writes': true,
    'dfs.datanode.synconclose': true,
    ...kerberosHdfsSite(input.layout, 'datanode'),
    ...overrides,
  };
}

function nameNodeAddresses({ name, highAvailability, nameNodes, web }: FileSystemLayout): Properties {
  // A file may name other clusters beside this one: without these, DataNodes would register with them, too, and the balancer would move their blocks.
  const own = { 'dfs.nameservices': name, 'dfs.internal.nameservices': name, 'dfs.nameservice.id': name };
  if (!highAvailability) {
    const [{ host }] = nameNodes;
    return {
      ...own,
      [`dfs.namenode.rpc-address.${name}`]: `${host}:${PORTS.nameNodeRpc.port}`,
      [`dfs.namenode.${web.scheme}-address.${name}`]: `${host}:${web.nameNode.port}`,
    };
  }
  return {
    ...own,
    [`dfs.ha.namenodes.${name}`]: nameNodes.map(({ id }) => id).join(','),
    [`dfs.client.failover.proxy.provider.${name}`]:
      'org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider',
    ...Object.fromEntries(
      nameNodes.flatMap(({ id, host }) => [
        [`dfs.namenode.rpc-address.${name}.${id}`, `${host}:${PORTS.nameNodeRpc.port}`],
        [`dfs.namenode.${web.scheme}-address.${name}.${id}`, `${host}:${web.nameNode.port}`],
      ]),
    ),
  };
}
