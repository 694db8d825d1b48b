import { DONE, isLike, Refusal, table } from './answer';
import type { Handler } from './doris';

const NODE = ['NODE_PRIV'];
const SEES_NODES = ['ADMIN_PRIV', 'NODE_PRIV'];

const FRONTENDS = [
  ...['Name', 'Host', 'EditLogPort', 'HttpPort', 'QueryPort', 'RpcPort', 'ArrowFlightSqlPort', 'Role', 'IsMaster'],
  ...['ClusterId', 'Join', 'Alive', 'ReplayedJournalId', 'LastStartTime', 'LastHeartbeat', 'IsHelper', 'ErrMsg'],
  ...['Version', 'CurrentConnected', 'LiveSince'],
];
const BACKENDS = [
  ...['BackendId', 'Host', 'HeartbeatPort', 'BePort', 'HttpPort', 'BrpcPort', 'ArrowFlightSqlPort', 'LastStartTime'],
  ...['LastHeartbeat', 'Alive', 'SystemDecommissioned', 'TabletNum', 'DataUsedCapacity', 'TrashUsedCapacity'],
  ...['AvailCapacity', 'TotalCapacity', 'UsedPct', 'MaxDiskUsedPct', 'RemoteUsedCapacity', 'Tag', 'ErrMsg', 'Version'],
  ...['Status', 'HeartbeatFailureCounter', 'NodeRole', 'CpuCores', 'Memory', 'LiveSince', 'RunningTasks'],
];
const CONFIG = ['Key', 'Value', 'Type', 'IsMutable', 'MasterOnly', 'Comment'];
const TAG_TYPE = /^[a-z][a-z0-9_]{0,32}$/;
const TAG_VALUE = /^[a-zA-Z][a-zA-Z0-9_]{0,32}$/;

function addressOf(address: string): [string, number] {
  const [, host, port] = /^([^:]+):(\d+)$/.exec(address) ?? [];
  if (!host) throw new Refusal(`Invalid host port: ${address}`);
  return [host, Number(port)];
}

function tagsOf(properties: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const type = key.replace(/^tag\./, '');
      if (type === key || !TAG_TYPE.test(type)) throw new Refusal(`unknown properties setting for key (${key})`);
      if (!type.endsWith('_endpoint') && !TAG_VALUE.test(value)) throw new Refusal(`Invalid tag value: ${value}`);
      return [type, value];
    }),
  );
}

export const nodeStatements: Record<string, Handler> = {
  'show frontends': (doris, _, session) => {
    doris.demand(session, SEES_NODES);
    const rows = doris.nodes.frontends.map(({ name, host, editLogPort, role, master, alive, version }) => ({
      ...{ Name: name, Host: host, EditLogPort: editLogPort, HttpPort: 8030, QueryPort: 9030, RpcPort: 9020 },
      ...{ ArrowFlightSqlPort: -1, Role: role, IsMaster: master && alive, ClusterId: 1, Join: true, Alive: alive },
      ...{ ReplayedJournalId: 1, IsHelper: role === 'FOLLOWER', ErrMsg: '', Version: version },
      CurrentConnected: session.frontend.host === host ? 'Yes' : 'No',
    }));
    return table(FRONTENDS, rows);
  },

  'show backends': (doris, _, session) => {
    doris.demand(session, SEES_NODES);
    const rows = doris.nodes.backends.map((backend) => ({
      ...{ BackendId: backend.id, Host: backend.host, HeartbeatPort: backend.heartbeatPort, Alive: backend.alive },
      ...{ BePort: 9060, HttpPort: 8040, BrpcPort: 8060, ArrowFlightSqlPort: -1, UsedPct: '1.00 %' },
      ...{ SystemDecommissioned: backend.decommissioned, TabletNum: backend.tablets, Version: backend.version },
      ...{ Tag: JSON.stringify(backend.tags), Status: JSON.stringify(backend.status), ErrMsg: '' },
      // Nobody knows it of one that does not answer.
      NodeRole: backend.alive ? backend.role : '',
    }));
    return table(BACKENDS, rows);
  },

  'change frontend': (doris, captures, session) => {
    doris.demand(session, NODE);
    const [host, port] = addressOf(captures.one('address'));
    const role = captures.has('FOLLOWER') ? 'FOLLOWER' : 'OBSERVER';
    if (captures.has('ADD')) doris.nodes.addFrontend(host, port, role, doris.nodes.master.version);
    else doris.nodes.dropFrontend(host, port, role);
    return DONE;
  },

  'add backend': (doris, captures, session) => {
    doris.demand(session, NODE);
    const tags = tagsOf(captures.properties());
    for (const address of captures.all('address')) {
      doris.nodes.addBackend(...addressOf(address), { tags });
      if (tags.compute_group_name) doris.computeGroups.create(tags.compute_group_name, {}, true);
    }
    return DONE;
  },

  'drop backend': (doris, captures, session) => {
    doris.demand(session, NODE);
    if (captures.has('DROP') && !doris.decoupled) {
      throw new Refusal('It is highly NOT RECOMMENDED to use DROP BACKEND stmt. If you really want to, use DROPP');
    }
    for (const backend of captures.all('address').map((each) => doris.nodes.backend(each)))
      doris.nodes.dropBackend(backend);
    return DONE;
  },

  'decommission backend': (doris, captures, session) => {
    doris.demand(session, NODE);
    const addresses = captures.all('address');
    // Where there are both, ids are passed over.
    const named = addresses.filter((each) => each.includes(':'));
    doris.nodes.decommission(named.length > 0 ? named : addresses, doris.tables.mostReplicas);
    return DONE;
  },

  'cancel decommission': (doris, captures, session) => {
    doris.demand(session, NODE);
    doris.demandCoupled();
    for (const backend of captures.all('address').map((each) => doris.nodes.backend(each)))
      backend.decommissioned = false;
    return DONE;
  },

  'modify backend': (doris, captures, session) => {
    doris.demand(session, NODE);
    doris.demandCoupled();
    const { disable_query, disable_load, ...others } = captures.properties();
    const tags = tagsOf(others);
    if (Object.keys(tags).length > 0 && !tags.location) throw new Refusal('tag.location is needed');
    const status = Object.entries({ disable_query, disable_load }).filter(([, value]) => value !== undefined);
    for (const backend of captures.all('address').map((each) => doris.nodes.backend(each))) {
      Object.assign(backend.tags, tags);
      Object.assign(backend.status, Object.fromEntries(status));
    }
    return DONE;
  },

  'set config': (doris, captures, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    const frontends = captures.has('FRONTENDS') ? doris.nodes.frontends : [session.frontend];
    const values = captures.all('value');
    doris.nodes.set(
      frontends,
      captures.all('key').map((key, index) => [key, values[index]]),
    );
    return DONE;
  },

  'show config': (doris, captures, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    const rows = doris.nodes.settings(session.frontend);
    return table(
      CONFIG,
      rows.filter(({ Key }) => isLike(Key, captures.maybe('pattern') ?? '%')),
    );
  },
};
