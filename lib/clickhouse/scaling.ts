import { Construct } from 'constructs';
import { ChangeGuard, GuardedField } from '../kubernetes';
import { ResolvedClickHouse } from './resolve';
import { ClickHouseInstallationResource } from './resource/clickhouse-installation-resource';
import { ClickHouseKeeperInstallationResource } from './resource/clickhouse-keeper-installation-resource';

const VOLUME = 'spec.templates.volumeClaimTemplates[0].spec.resources.requests.storage';
const LAYOUT = 'spec.configuration.clusters[0].layout';

const SHARDS = GuardedField.neverLess({
  what: 'shards',
  field: `${LAYOUT}.shardsCount`,
  advice:
    'ClickHouse does not move data between shards, so what the removed shards hold is no longer served. Copy it to the others first.',
});

const STORAGE = GuardedField.neverSmaller({
  what: 'storage',
  field: VOLUME,
  advice:
    'volumes cannot shrink, and the operator would replace them by empty ones. Add a replica with the new size and let it copy the data.',
});

const MEMBERS = GuardedField.neverChanged({
  what: 'keeper-members',
  field: `${LAYOUT}.replicasCount`,
  advice:
    'the operator changes all members at once, which loses the quorum or lets empty members win. Back up first, and plan a downtime.',
});

/** What of the servers may not become less: the API server refuses it, whoever asks. */
export function guardServers(scope: Construct, installation: ClickHouseInstallationResource): void {
  new ChangeGuard(scope, 'Guard', {
    target: installation,
    resource: 'clickhouseinstallations',
    fields: [SHARDS, STORAGE],
  });
}

/** What of Keeper may not change. */
export function guardKeeper(scope: Construct, installation: ClickHouseKeeperInstallationResource): void {
  new ChangeGuard(scope, 'Guard', {
    target: installation,
    resource: 'clickhousekeeperinstallations',
    fields: [MEMBERS, STORAGE],
  });
}

/** The annotations that acknowledge changes. They name the new number, so that one left behind allows no second change. */
export function acknowledgements({ acknowledge, shards, keeper }: ResolvedClickHouse) {
  return {
    servers: acknowledge.fewerShards ? SHARDS._annotation(String(shards)) : undefined,
    keeper: acknowledge.changedKeeperMembers ? MEMBERS._annotation(String(keeper.members)) : undefined,
  };
}
