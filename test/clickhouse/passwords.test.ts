import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { clickhouse, kubernetes, security } from 'bigdata-constructs';
import { describeWithClickHouse } from '../helpers/authorities';
import { ExternalSecretsOperator } from '../helpers/external-secrets';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { askClickHouse, configurationOf, sha256 } from './ask-clickhouse';
import { cluster, everything, releases } from './clusters';

type Props = Partial<clickhouse.ClickHouseClusterProps>;

interface PodSpec {
  readonly containers: { volumeMounts: { name: string; mountPath: string; subPath?: string }[]; env?: object[] }[];
  readonly volumes: { name: string; secret?: { secretName: string } }[];
}

const HASHES = 'events-password-hashes';
const rotated = (rotation: number) => security.Secret.generated({ rotation });

/** The namespace of a cluster, where External Secrets works. */
function deployed() {
  const operator = new ExternalSecretsOperator();
  operator.secrets.set('etl', { password: 'from elsewhere' });
  operator.store.bi = 'from a store';
  const deploy = (props: Props): KubeObject[] => {
    const objects = cluster({ ...everything, ...props }).objects();
    operator.reconcile(objects);
    return objects;
  };
  return { operator, deploy };
}

const installation = (objects: KubeObject[]) => find(objects, 'ClickHouseInstallation');

/**
 * What of an installation restarts servers: all but the files of users, which the operator leaves to ClickHouse, and the name of the task.
 *
 * @see https://github.com/Altinity/clickhouse-operator/blob/release-0.25.6/pkg/model/chop_config.go (files without the section of users)
 */
function restarting(objects: KubeObject[]): unknown {
  const spec = installation(objects).spec as { taskID: string; configuration: { files: Record<string, string> } };
  const { configuration, taskID: _, ...rest } = spec;
  const files = Object.entries(configuration.files).filter(([file]) => !file.startsWith('users.d/'));
  return { ...rest, configuration: { ...configuration, files } };
}

/** The Secrets that an object puts into environments, where a value stays what it was. */
function environmentOf(object: KubeObject): string[] {
  const found = JSON.stringify(object).matchAll(/"secretKeyRef":(\{[^}]*\})/g);
  return [...new Set([...found].map(([, reference]) => (JSON.parse(reference) as { name: string }).name))];
}

describe('passwords of a cluster', () => {
  const users = ['admin', 'backup', 'probe', 'reporting', 'etl', 'bi'];

  test('reach the servers as a file of hashes, and nothing else of them does', () => {
    const { operator, deploy } = deployed();
    const objects = deploy({});
    const clear = (user: string) => {
      const { secretName, key } = cluster(everything).cluster.passwordOf(user);
      return operator.secrets.get(secretName)?.[key] ?? 'none';
    };
    const file = operator.secrets.get(HASHES)?.['hashes.xml'] ?? '';
    expect([...file.matchAll(/<(\w+)>(\w+)<\/\1>/g)].map(([, name, hash]) => [name, hash])).toEqual(
      users.map((user) => [`sha256_of_${user}`, sha256(clear(user))]),
    );
    const { spec } = (installation(objects).spec as { templates: { podTemplates: { spec: PodSpec }[] } }).templates
      .podTemplates[0];
    expect(spec.volumes).toContainEqual({ name: 'passwords', secret: { secretName: HASHES, defaultMode: 0o440 } });
    // A file that is mounted by a path within its volume never changes.
    expect(spec.containers[0].volumeMounts).toContainEqual({
      name: 'passwords',
      mountPath: '/etc/clickhouse-server/passwords',
      readOnly: true,
    });
    expect(environmentOf(installation(objects))).toEqual(['events-interserver']);
  });

  test('change without a restart: those that are rotated, those that a store changes, those of a user who comes or goes', () => {
    const { operator, deploy } = deployed();
    const before = deploy({});
    const hashes = () => operator.secrets.get(HASHES)?.['hashes.xml'];
    let last = hashes();
    const isNew = (objects: KubeObject[]) => {
      expect(restarting(objects)).toEqual(restarting(before));
      expect(hashes()).not.toBe(last);
      last = hashes();
    };
    isNew(deploy({ adminPassword: rotated(2), jobPassword: rotated(2) }));
    operator.store.bi = 'changed';
    isNew(deploy({ adminPassword: rotated(2), jobPassword: rotated(2) }));
    operator.secrets.set('etl', { password: 'changed' });
    isNew(deploy({}));
    isNew(deploy({ users: everything.users?.slice(1) }));
  });

  test('make the jobs name the new Secret, which they cannot start without', () => {
    const { deploy } = deployed();
    const objects = deploy({ jobPassword: rotated(3) });
    const secrets = ['backup', 'probe'].flatMap((job) => environmentOf(find(objects, 'CronJob', `events-${job}`)));
    expect(secrets).toEqual(['events-backup-r3', 'events-probe-r3']);
  });

  test('what servers prove to one another with restarts them', () => {
    const { operator, deploy } = deployed();
    const before = deploy({});
    expect(restarting(deploy({ interserverPassword: rotated(2) }))).not.toEqual(restarting(before));
    expect(operator.secrets.get('events-interserver-r2')).not.toEqual(operator.secrets.get('events-interserver'));
  });
});

describe('a password in another namespace', () => {
  interface Binding extends KubeObject {
    readonly subjects: { readonly name: string; readonly namespace: string }[];
  }
  const made = cluster(everything);
  const other = new kubernetes.NamespaceChart(made.app, 'reports');
  const places = ['reporting', 'bi', 'reporting'].map((user) => made.cluster.passwordIn(other, user));
  const objects = made.objects();
  const within = (namespace: string) => objects.filter(({ metadata }) => metadata.namespace === namespace);

  test('has the name that it has in its own, and comes once, whoever asks', () => {
    expect(places.map(({ secretName, key }) => `${secretName}/${key}`)).toEqual([
      'events-reporting/password',
      'events-bi/password',
      'events-reporting/password',
    ]);
    expect(places[0]).toEqual(made.cluster.passwordOf('reporting'));
    expect(made.cluster.passwordIn(made.chart, 'reporting')).toEqual(made.cluster.passwordOf('reporting'));
    const secrets = within('reports').filter(({ kind }) => kind === 'ExternalSecret');
    expect(secrets.map(({ metadata }) => metadata.name).sort()).toEqual(['events-bi', 'events-reporting']);
  });

  test('is read by an account that may read this one alone', () => {
    const store = find(within('reports'), 'SecretStore', 'events-bi').spec as { provider: { kubernetes: object } };
    expect(store.provider.kubernetes).toMatchObject({
      remoteNamespace: 'olap',
      auth: { serviceAccount: { name: 'events-bi' } },
    });
    expect(find(within('olap'), 'Role', 'reports-events-bi')).toMatchObject({
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['events-bi'], verbs: ['get'] }],
    });
    expect(find<Binding>(within('olap'), 'RoleBinding', 'reports-events-bi').subjects).toEqual([
      { kind: 'ServiceAccount', name: 'events-bi', namespace: 'reports' },
    ]);
  });

  test('follows one that changes under its name, and does not change where that does not', () => {
    const policyOf = (name: string) => find(within('reports'), 'ExternalSecret', name).spec;
    expect(policyOf('events-bi')).toMatchObject({ refreshPolicy: 'Periodic', refreshInterval: '60s' });
    expect(policyOf('events-reporting')).toMatchObject({ refreshPolicy: 'CreatedOnce', target: { immutable: true } });
  });
});

/** Writes a volume as the kubelet does: files are links through a link to a folder, which is exchanged as a whole. */
function writeVolume(folder: string, time: string, content: string): void {
  fs.mkdirSync(path.join(folder, time), { recursive: true });
  fs.writeFileSync(path.join(folder, time, 'hashes.xml'), content);
  fs.symlinkSync(time, path.join(folder, '..data_tmp'));
  fs.renameSync(path.join(folder, '..data_tmp'), path.join(folder, '..data'));
  if (!fs.existsSync(path.join(folder, 'hashes.xml')))
    fs.symlinkSync('..data/hashes.xml', path.join(folder, 'hashes.xml'));
}

describe.each(releases)('ClickHouse %s', (line, version) => {
  describeWithClickHouse(line, 'itself', (python) => {
    const ask = (objects: KubeObject[], hashes: string, queries: string[]) => {
      const given = configurationOf(installation(objects));
      // No query shows a hash of a user that a file defines, so another element takes it from the same place.
      const seen = '<profiles><default><log_comment incl="sha256_of_admin"/></default></profiles></clickhouse>';
      const file = given.files['users.d/cluster-users.xml'].replace('</clickhouse>', seen);
      const files = { ...given.files, 'users.d/cluster-users.xml': file };
      return askClickHouse(python, { ...given, files, hashes }, queries);
    };
    const hashesOf = (operator: ExternalSecretsOperator) => operator.secrets.get(HASHES)?.['hashes.xml'] ?? '';

    test('knows the password that there is now, in the same file, whose time has changed as it must for servers to look', () => {
      const volume = fs.mkdtempSync(path.join(os.tmpdir(), 'volume-'));
      try {
        const { operator, deploy } = deployed();
        const seen = [1, 2].map((rotation) => {
          const objects = deploy({ version, adminPassword: rotated(rotation) });
          writeVolume(volume, `..2026_11_26_${rotation}`, hashesOf(operator));
          const file = path.join(volume, 'hashes.xml');
          const { error, queries } = ask(objects, fs.readFileSync(file, 'utf8'), ["SELECT getSetting('log_comment')"]);
          expect(error).toBeNull();
          const name = rotation === 1 ? 'events-admin' : 'events-admin-r2';
          const hash = sha256(operator.secrets.get(name)?.password ?? '');
          expect(queries[0].rows).toEqual([[hash]]);
          // What ConfigReloader compares: the time of what the path leads to.
          return { hash, time: fs.statSync(file, { bigint: true }).mtimeNs };
        });
        expect(seen[1].hash).not.toBe(seen[0].hash);
        expect(seen[1].time).not.toBe(seen[0].time);
      } finally {
        fs.rmSync(volume, { recursive: true });
      }
    });

    test('has each user with the profile, quota, networks and grants that were given, and no password that nobody set', () => {
      const { operator, deploy } = deployed();
      const { queries } = ask(deploy({ version }), hashesOf(operator), [
        "SELECT name, auth_type, host_ip, default_roles_all FROM system.users WHERE name != 'default' ORDER BY name",
        "SELECT user_name, access_type FROM system.grants WHERE user_name = 'reporting'",
        "SELECT arraySort(apply_to_list) FROM system.quotas WHERE name = 'hourly'",
        "SELECT inherit_profile FROM system.settings_profile_elements WHERE user_name = 'etl'",
      ]);
      const [known, grants, quota, profile] = queries.map(({ rows, error }) => rows ?? error);
      expect((known as unknown[][]).map(([name, type, ips]) => [name, type, ips])).toEqual(
        ['admin', 'backup', 'bi', 'etl', 'probe', 'reporting'].map((name) => [
          name,
          ['sha256_password'],
          [name === 'etl' ? '10.0.0.0/8' : '::/0'],
        ]),
      );
      expect([grants, quota, profile]).toEqual([[['reporting', 'SELECT']], [[['reporting']]], [['batch']]]);
    });

    test('keeps out of service rather than letting in whom it knows no password of', () => {
      const { error } = ask(
        deployed().deploy({ version }),
        '<clickhouse><sha256_of_nobody>x</sha256_of_nobody></clickhouse>',
        [],
      );
      expect(error).toContain('SHA256');
    });
  });
});
