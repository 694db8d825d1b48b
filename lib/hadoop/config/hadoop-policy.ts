import { Properties } from '../../kubernetes/internal';
import { jobUser, USER_NAME } from '../components';

/** Protocols that only the cluster's own daemons and administrators speak. */
const INTERNAL = [
  'security.datanode.protocol.acl',
  'security.inter.datanode.protocol.acl',
  'security.ha.service.protocol.acl',
  'security.zkfc.protocol.acl',
  'security.qjournal.service.protocol.acl',
  'security.interqjournal.service.protocol.acl',
  'security.refresh.user.mappings.protocol.acl',
  'security.refresh.policy.protocol.acl',
  'security.refresh.callqueue.protocol.acl',
  'security.refresh.generic.protocol.acl',
  'security.resourcetracker.protocol.acl',
  'security.resourcemanager-administration.protocol.acl',
  'security.collector-nodemanager.protocol.acl',
];

/**
 * Who may call which protocol. Everybody may read, write and submit, as far as files and queues let them.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-common/ServiceLevelAuth.html
 */
export function hadoopPolicy(cluster: string, overrides: Record<string, string>): Properties {
  return {
    'security.service.authorization.default.acl': '*',
    ...Object.fromEntries(INTERNAL.map((protocol) => [protocol, USER_NAME])),
    // The balancer asks which blocks a DataNode has.
    'security.namenode.protocol.acl': `${USER_NAME},${jobUser(cluster, 'balancer')}`,
    ...overrides,
  };
}
