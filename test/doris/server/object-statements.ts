import { DONE, isLike, Refusal, table } from './answer';
import type { Doris, Handler } from './doris';
import { checkCatalog, checkWorkloadGroup, Objects, SHOWN_OF_GROUPS } from './objects';

type Kept = (doris: Doris) => Objects;
type Check = (properties: Record<string, string>) => void;

const groups: Kept = (doris) => doris.workloadGroups;
const policies: Kept = (doris) => doris.workloadPolicies;
const vaults: Kept = (doris) => doris.storageVaults;
const catalogs: Kept = (doris) => doris.catalogs;

const create =
  (kept: Kept, place: string, check: Check = () => undefined, privilege = 'ADMIN_PRIV'): Handler =>
  (doris, captures, session) => {
    doris.demand(session, privilege);
    check(captures.properties());
    kept(doris).create(captures.one(place), captures.properties(), captures.has('EXISTS'), captures.maybe('comment'));
    return DONE;
  };

const alter =
  (kept: Kept, place: string, check: Check = () => undefined): Handler =>
  (doris, captures, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    check({ ...kept(doris).find(captures.one(place)).properties, ...captures.properties() });
    kept(doris).alter(captures.one(place), captures.properties());
    return DONE;
  };

const drop =
  (kept: Kept, place: string): Handler =>
  (doris, captures, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    if (captures.one(place) === 'normal') throw new Refusal('can not drop the workload group normal');
    kept(doris).drop(captures.one(place), captures.has('EXISTS'));
    return DONE;
  };

export const objectStatements: Record<string, Handler> = {
  'create workload group': create(groups, 'group', checkWorkloadGroup),
  'alter workload group': alter(groups, 'group', checkWorkloadGroup),
  'drop workload group': drop(groups, 'group'),
  'show workload groups': (doris, captures, session) => {
    const shown = [...doris.workloadGroups.all].filter(
      ([name]) =>
        isLike(name, captures.maybe('pattern') ?? '%') && doris.accounts.mayUse(session.user, 'WORKLOAD GROUP', name),
    );
    const rows = shown.map(([Name, { properties }], index) => ({ Id: index + 1, Name, ...properties }));
    return table(['Id', 'Name', ...SHOWN_OF_GROUPS, 'running_query_num', 'waiting_query_num'], rows);
  },
  'create workload policy': create(policies, 'name'),
  'alter workload policy': alter(policies, 'name'),
  'drop workload policy': drop(policies, 'name'),
  'show compute groups': (doris) => {
    const counts = [...doris.computeGroups.all.keys()].map((Name) => ({
      ...{ Name, IsCurrent: 'FALSE', Users: '' },
      BackendNum: doris.nodes.backends.filter(({ tags }) => tags.compute_group_name === Name).length,
    }));
    return table(['Name', 'IsCurrent', 'Users', 'BackendNum', 'SubComputeGroups', 'Policy', 'Properties'], counts);
  },
  'create storage vault': create(vaults, 'name'),
  'alter storage vault': alter(vaults, 'name'),
  'set default storage vault': (doris, captures, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    doris.storageVaults.find(captures.one('name'));
    doris.defaultStorageVault = captures.one('name');
    return DONE;
  },
  'unset default storage vault': (doris, _, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    doris.defaultStorageVault = undefined;
    return DONE;
  },
  'show storage vaults': (doris) =>
    table(
      ['Name', 'Id', 'Properties', 'IsDefault'],
      [...doris.storageVaults.all.keys()].map((Name, index) => ({
        ...{ Name, Id: index + 1, Properties: '', IsDefault: Name === doris.defaultStorageVault },
      })),
    ),
  'create catalog': create(catalogs, 'name', checkCatalog, 'CREATE_PRIV'),
  'alter catalog': (doris, captures, session) => {
    const { type } = doris.catalogs.find(captures.one('name')).properties;
    if (![undefined, type].includes(captures.properties().type)) throw new Refusal("Can't modify the type of catalog");
    return alter(catalogs, 'name', checkCatalog)(doris, captures, session);
  },
  'comment catalog': (doris, captures, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    doris.catalogs.find(captures.one('name')).comment = captures.one('comment');
    return DONE;
  },
  'drop catalog': drop(catalogs, 'name'),
  'refresh catalog': (doris, captures) => {
    doris.catalogs.find(captures.one('name'));
    return DONE;
  },
  'show catalogs': (doris) =>
    table(
      ['CatalogId', 'CatalogName', 'Type', 'IsCurrent', 'CreateTime', 'LastUpdateTime', 'Comment'],
      [
        {
          CatalogId: 0,
          CatalogName: 'internal',
          Type: 'internal',
          IsCurrent: 'Yes',
          Comment: 'Doris internal catalog',
        },
        ...[...doris.catalogs.all].map(([CatalogName, { properties, comment }], index) => ({
          ...{ CatalogId: index + 1, CatalogName, Type: properties.type, IsCurrent: 'No', Comment: comment },
        })),
      ],
    ),
};
