import { KeyTable, namesOf } from '../../../core/internal';
import { PrestoVersion } from '../../presto-version';
import { CLIENT } from './client-keys';
import { SERVER } from './server-keys';
import { TRINO_CONNECTORS } from './trino-connector-keys';

/** The releases that tables are there for. */
export const RELEASES: Record<string, PrestoVersion> = {
  'presto-0.296': PrestoVersion.V0_296,
  'trino-476': PrestoVersion.TRINO_476,
};

/** What the clients of a server are called, whose keys begin so: `exchange.http-client.request-timeout`. */
export const CLIENTS: Record<string, string[]> = {
  'presto-0.296': [
    'discovery',
    'dynamic',
    'event',
    'exchange',
    'failure-detector',
    'memoryManager',
    'native-function-registry',
    'node-manager',
    'oauth2-jwk',
    'scheduler',
    'workerInfo',
    'PrestoCatalogServer',
    'PrestoResourceManager.ForResourceManager',
    'ThriftServerInfoService.ForNodeManager',
    'ThriftTaskService.ForExchange',
  ],
  'trino-476': [
    'discovery',
    'dynamic',
    'exchange',
    'failure-detector',
    'memory-manager',
    'node-manager',
    'oauth2-jwk',
    'scheduler',
    'worker-info',
  ],
};

/** Keys of which a part is free, or that stand behind another name. */
const FAMILIES = ['discovery.*.pool', 'dynamic.store.*', 'presto-task.thrift.server.*'];

const tables = new Map<string, KeyTable>();

/** The keys of config.properties, where there is a table of the release: a server does not start with one that it does not read. */
export function serverKeys(version: PrestoVersion): KeyTable | undefined {
  const release = nameOf(version);
  if (!(release in RELEASES)) return undefined;
  const keys = () => {
    const client = namesOf(CLIENT, release);
    return [...namesOf(SERVER, release), ...CLIENTS[release].flatMap((name) => client.map((key) => `${name}.${key}`))];
  };
  return once(release, keys, FAMILIES);
}

/** The keys of a catalog, where there is a table of the release and the connector. */
export function connectorKeys(version: PrestoVersion, connector: string): KeyTable | undefined {
  const known =
    nameOf(version) === 'trino-476' && Object.keys(TRINO_CONNECTORS).some((row) => row.split(' ').includes(connector));
  return known ? once(`${nameOf(version)} ${connector}`, () => namesOf(TRINO_CONNECTORS, connector)) : undefined;
}

function nameOf({ isTrino, release }: PrestoVersion): string {
  return `${isTrino ? 'trino' : 'presto'}-${release}`;
}

function once(name: string, keys: () => string[], families: string[] = []): KeyTable {
  if (!tables.has(name)) tables.set(name, new KeyTable({ keys: keys(), families }));
  return tables.get(name)!;
}
