import { presto } from 'bigdata-constructs';
import { namesOf } from '../../lib/core/internal';
import { CLIENT } from '../../lib/presto/config/known/client-keys';
import { connectorKeys, RELEASES, serverKeys } from '../../lib/presto/config/known/known-keys';
import { SERVER } from '../../lib/presto/config/known/server-keys';
import { TRINO_CONNECTORS } from '../../lib/presto/config/known/trino-connector-keys';
import * as jars from '../../scripts/presto-keys';
import { describeWithPresto, describeWithTrino, installedPresto, installedTrino } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { cluster, everything, trino } from './clusters';

/** Every kind of catalog, as Trino takes them. */
const trinoCatalogs = { ...everything.catalogs, rest: trino.catalogs.lake };

describe.each(Object.keys(RELEASES))('the keys of %s', (release) => {
  const version = RELEASES[release];
  const suite = version.isTrino ? describeWithTrino : describeWithPresto;
  const installed = version.isTrino ? installedTrino(version.release) : installedPresto(version.release);

  suite(version.release, 'itself', () => {
    const answer = jars.askKeys((installed as { home: string }).home);

    test('are those that its classes read', () => {
      expect(namesOf(SERVER, release).sort()).toEqual(jars.serverKeys(answer));
      expect(namesOf(CLIENT, release).sort()).toEqual(jars.clientKeys(answer));
    });

    test('of a catalog are those that the classes of its connector read', () => {
      for (const name of version.isTrino ? jars.CONNECTORS : []) {
        expect(namesOf(TRINO_CONNECTORS, name).sort()).toEqual(jars.connectorKeys(answer, name));
      }
    });
  });

  test.each([
    'exchange.http-client.request-timeout',
    'http-server.authentication.type',
    'internal-communication.shared-secret',
    'query.max-memory',
    'task.concurrency',
  ])('have %s', (key) => expect(serverKeys(version)!.knows(key)).toBe(true));

  test.each(['exchange.http-client.request-timeouts', 'http-client.request-timeout', 'query.max-memmory', 'task'])(
    'do not have %s',
    (key) => expect(serverKeys(version)!.knows(key)).toBe(false),
  );

  test('are all that is rendered', () => {
    const objects = cluster({
      ...everything,
      catalogs: version.isTrino ? trinoCatalogs : everything.catalogs,
      version,
    }).objects();
    const filesOf = (name: string) =>
      find<KubeObject & { data: Record<string, string> }>(objects, 'ConfigMap', name).data;
    const keysOf = (text: string) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => line.split('=')[0]);
    for (const node of ['query-coordinator', 'query-worker']) {
      const keys = keysOf(filesOf(node)['config.properties']);
      expect(keys.length).toBeGreaterThan(10);
      expect(keys.filter((key) => !serverKeys(version)!.knows(key))).toEqual([]);
    }
    for (const text of Object.values(filesOf('query-worker-catalogs'))) {
      const connector = /^connector\.name=(.*)$/m.exec(text)![1];
      const table = connectorKeys(version, connector);
      expect(keysOf(text).filter((key) => key !== 'connector.name' && table && !table.knows(key))).toEqual([]);
    }
  });
});

test('a misspelt key is close to the one that was meant', () => {
  expect(serverKeys(RELEASES['presto-0.296'])!.nearest('query.max-memmory')).toBe('query.max-memory');
  expect(connectorKeys(RELEASES['trino-476'], 'hive')!.nearest('hive.metastore.urls')).toBe('hive.metastore.uri');
});

test('a release or a connector without a table is believed', () => {
  expect(serverKeys(presto.PrestoVersion.of('0.297'))).toBeUndefined();
  expect(connectorKeys(RELEASES['presto-0.296'], 'hive')).toBeUndefined();
  expect(connectorKeys(RELEASES['trino-476'], 'redis')).toBeUndefined();
});
