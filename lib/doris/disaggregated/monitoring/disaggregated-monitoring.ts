import { EngineMonitoringProps, ScrapeUser } from '../../../monitoring';
import { repeatedRunAlert, volumeAlerts } from '../../../monitoring/internal';
import { DorisDisaggregatedSizing } from '../../doris-sizing';
import { BACKEND, DROPPED, KEPT } from '../../metrics';
import { filesAlert, notAppliedAlert, restartsAlert } from '../../monitoring/backend-alerts';
import { jobAlerts, METADATA_VOLUME, settingOf, TITLE } from '../../monitoring/doris-monitoring';
import { frontendAlerts } from '../../monitoring/frontend-alerts';
import { loadAlerts } from '../../monitoring/load-alerts';
import { memoryAlert } from '../../monitoring/memory-alert';
import { metadataAlerts } from '../../monitoring/metadata-alerts';
import { slos } from '../../monitoring/slos';
import { Frontends } from '../../parts/frontends';
import { DorisJobs } from '../../parts/jobs';
import { DISAGGREGATED } from '../../parts/operated-form';
import { METADATA } from '../../paths';
import { PORTS } from '../../ports';
import { ComputeGroup } from '../parts/compute-group';
import { MetaService } from '../parts/meta-service';
import { StorageVault } from '../parts/storage-vault';
import { ResolvedDisaggregatedDoris } from '../resolve';
import { dashboardRows } from './dashboard';
import { partAlerts } from './group-alerts';

/** What of a cluster is watched. */
export interface WatchedDisaggregatedDoris {
  readonly resolved: ResolvedDisaggregatedDoris;
  readonly metaService: MetaService;
  readonly frontends: Frontends;
  readonly groups: ComputeGroup[];
  readonly sizing: DorisDisaggregatedSizing;
  readonly vault: StorageVault;
  readonly jobs: DorisJobs;
  /** Who asks frontends and compute groups for their metrics. Default: nobody must say who asks. */
  readonly user?: ScrapeUser;
}

/** The monitoring of one cluster. */
export function monitoringOf(watched: WatchedDisaggregatedDoris): EngineMonitoringProps {
  const { resolved, metaService, frontends, groups, jobs } = watched;
  const sets = [frontends, metaService, ...groups].map(({ setName }) => setName.slice(resolved.name.length + 1));
  return {
    engine: 'doris',
    title: TITLE,
    cluster: resolved.name,
    targets: targetsOf(watched),
    slos: slos(jobs.probe?.cronJobName),
    alerts: alertsOf(watched),
    rows: dashboardRows(sets.join('|')),
    monitoring: resolved.monitoring,
  };
}

function targetsOf({ metaService, frontends, groups, user }: WatchedDisaggregatedDoris) {
  const ofBackends = { port: PORTS.backendHttp, keepMetrics: KEPT.backend, dropMetrics: DROPPED.backend, user };
  return [
    {
      partOf: frontends.partOf,
      port: PORTS.frontendHttp,
      connections: frontends.connections,
      keepMetrics: KEPT.frontend,
      dropMetrics: DROPPED.frontend,
      user,
    },
    {
      partOf: metaService.partOf,
      port: PORTS.metaService,
      // What else it has of its own, `/metrics` is not.
      path: '/brpc_metrics',
      connections: metaService.connections,
      keepMetrics: KEPT.metaService,
    },
    ...groups.map(({ partOf, connections }) => ({ partOf, connections, ...ofBackends })),
  ];
}

function alertsOf({ resolved, metaService, frontends, groups, sizing, vault, jobs }: WatchedDisaggregatedDoris) {
  const { overrides, computeGroups } = resolved;
  const { followers, members } = resolved.frontends;
  const wanted = {
    [frontends.setName]: members,
    [metaService.setName]: resolved.metaService.members,
    ...Object.fromEntries(groups.map(({ setName }, index) => [setName, computeGroups[index].members])),
  };
  const limits = groups.map(({ setName: set }, index) => ({
    set,
    limit: sizing.computeGroups[computeGroups[index].name].memoryLimit,
  }));
  return [
    ...frontendAlerts({
      followers,
      members,
      set: frontends.setName,
      maxConnections: settingOf('qe_max_connection', overrides.frontend),
    }),
    ...metadataAlerts({ members }),
    ...loadAlerts(),
    ...jobAlerts(jobs),
    ...partAlerts([metaService, ...groups].map(({ setName }) => setName)),
    memoryAlert({ name: 'DorisBackendMemoryHigh', memory: BACKEND.memory, limits }),
    filesAlert(),
    restartsAlert(`(${groups.map(({ setName }) => setName).join('|')})`),
    notAppliedAlert(wanted),
    repeatedRunAlert({
      name: 'DorisVaultFailing',
      job: vault.cronJobName,
      what: 'nobody could see to it that Doris knows where the data lies',
      description: 'Without a storage vault no table can be made, and a key that was replaced does not arrive.',
    }),
    ...volumeAlerts({
      ...METADATA_VOLUME,
      claims: `${DISAGGREGATED.claimName('', METADATA)}-${frontends.setName}-[0-9]+`,
    }),
  ];
}
