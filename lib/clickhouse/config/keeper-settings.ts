import { bytesOf } from '../../core/internal';
import { KeeperSizing } from '../clickhouse-sizing';
import { PORTS } from '../ports';
import { ResolvedClickHouse } from '../resolve';
import { Settings } from './settings';

/**
 * Keeper's settings, by path. The operator adds paths, ids and the members of the quorum.
 *
 * @see https://clickhouse.com/docs/guides/sre/keeper/clickhouse-keeper
 */
export function keeperSettings({ overrides }: ResolvedClickHouse, sizing: KeeperSizing): Settings {
  const defaults: Settings = {
    'logger/level': 'information',
    'logger/console': 1,
    // Monitoring and the operator read these; the others change or reveal state.
    'keeper_server/four_letter_word_white_list': 'ruok,mntr,srvr,stat,rcvr,lgif',
    'keeper_server/coordination_settings/raft_logs_level': 'information',
    // Survive a power failure of all members at once.
    'keeper_server/coordination_settings/force_sync': 1,
    'keeper_server/coordination_settings/snapshots_to_keep': 3,
    // Requests of a session are counted; 32 bits overflow after weeks of load, and every table is read-only until the session is made anew.
    'keeper_server/coordination_settings/use_xid_64': 1,
    'prometheus/endpoint': '/metrics',
    'prometheus/port': PORTS.keeperMetrics.port,
    'prometheus/metrics': 1,
    'prometheus/events': 1,
    'prometheus/asynchronous_metrics': 1,
  };
  const derived: Settings = {
    'keeper_server/max_memory_usage_soft_limit': bytesOf(sizing.softLimit),
  };
  return { ...defaults, ...derived, ...overrides.keeperSettings };
}
