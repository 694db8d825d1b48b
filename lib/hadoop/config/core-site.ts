import { Duration } from 'cdk8s';
import { Properties } from '../../kubernetes/internal';
import { JOBS, jobUser, needsSuperuser } from '../components';
import { defaultFileSystem, FileSystemLayout, HadoopLayout } from '../layout';
import { PROGRAMS } from '../paths';
import { kerberosCoreSite } from './kerberos-site';

/** What core-site.xml is made from. */
export interface CoreSiteInput {
  readonly layout: HadoopLayout;
  /** Whether a NameNode reads it, who asks for zones, and which groups callers are in. */
  readonly isNameNode: boolean;
  /** The group of HDFS' superusers. */
  readonly superGroup: string;
  readonly trash: Duration;
  readonly overrides: Record<string, string>;
}

/** The name of the program that says which zone a DataNode is in. */
export const TOPOLOGY_PROGRAM = 'topology.sh';

/** Who is in which groups, whatever the machine says. */
const GROUPS = 'hadoop.user.group.static.mapping.overrides';

/** The user that the HTTP gateway is, which may act as others. */
export const GATEWAY_USER = 'httpfs';

/**
 * What clients of HDFS need, and all daemons too.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-common/core-default.xml
 */
export function clientCoreSite(layout: FileSystemLayout, overrides: Record<string, string>): Properties {
  return {
    'io.file.buffer.size': 131072,
    // A token is for a name: the address of a pod that is gone is unknown, and applications would end with it at a failover.
    'hadoop.security.token.service.use_ip': false,
    // Whom audit logs name as the application.
    'hadoop.caller.context.enabled': true,
    'fs.defaultFS': defaultFileSystem(layout),
    ...kerberosCoreSite(layout),
    ...overrides,
  };
}

/** What all of this cluster's own programs share. */
export function coreSite({ layout, isNameNode, superGroup, trash, overrides }: CoreSiteInput): Properties {
  const zones = isNameNode && layout.dataNodeSets.some(({ zone }) => zone !== undefined);
  return {
    ...clientCoreSite(layout, {}),

    // Defaults.
    // Metrics for Prometheus at /prom of every daemon.
    'hadoop.prometheus.endpoint.enabled': true,
    // Checks who may call which protocol: hadoop-policy.xml.
    'hadoop.security.authorization': true,
    // A garbage collection or a slow disk must not cost a session, and with it a failover.
    'ha.zookeeper.session-timeout.ms': 30000,
    'hadoop.zk.timeout-ms': 30000,
    // With Kerberos there is no gateway.
    ...(!layout.kerberos && {
      [`hadoop.proxyuser.${GATEWAY_USER}.hosts`]: '*',
      [`hadoop.proxyuser.${GATEWAY_USER}.groups`]: '*',
    }),

    // Derived from the cluster.
    'ha.zookeeper.quorum': layout.zooKeeper,
    'hadoop.zk.address': layout.zooKeeper,
    ...(zones && { 'net.topology.script.file.name': `${PROGRAMS}/${TOPOLOGY_PROGRAM}` }),

    // Given.
    'fs.trash.interval': trash.toMinutes(),
    'fs.trash.checkpoint.interval': Math.min(60, trash.toMinutes()),

    ...overrides,
    ...(isNameNode && { [GROUPS]: groups(layout, superGroup, overrides[GROUPS]) }),
  };
}

/** The groups of all jobs, besides those that are given: the first job of a kind restarts no NameNode. */
function groups({ name, highAvailability }: HadoopLayout, superGroup: string, given?: string): string {
  const jobs = JOBS.map((job) => `${jobUser(name, job)}=${needsSuperuser(job, highAvailability) ? superGroup : ''}`);
  // Who is nobody on web pages has no group: Hadoop's own default.
  return ['dr.who=', ...(given ? [given] : []), ...jobs].join(';');
}
