import { hadoop } from 'bigdata-constructs';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';
import { cluster, everything, kerberos, single, store } from './clusters';
import { propertiesOf } from './properties';

const CRON_JOBS: Record<string, string> = {
  probe: 'lake-probe',
  backup: 'lake-backup',
  balancer: 'lake-balancer',
  snapshots: 'lake-snapshots-user-etl',
};
const JOBS = Object.keys(CRON_JOBS);

interface Container {
  readonly name: string;
  readonly env: { readonly name: string; readonly value?: string }[];
}
interface Spec {
  readonly containers: Container[];
  readonly initContainers?: Container[];
  readonly volumes: {
    readonly secret?: { readonly secretName: string; readonly items?: { readonly key: string }[] };
  }[];
}

/** The pod of a job, and the variables of its container that runs Hadoop. */
function podOf(objects: KubeObject[], job: string) {
  const [{ template }] = podTemplatesOf(find(objects, 'CronJob', CRON_JOBS[job]));
  const spec = template.spec as Spec;
  const [{ env }] = [...(spec.initContainers ?? []), ...spec.containers];
  return { spec, env: Object.fromEntries(env.map(({ name, value }) => [name, value])) };
}

const fileOf = (objects: KubeObject[], configMap: string, file: string) =>
  propertiesOf((find(objects, 'ConfigMap', configMap).data as Record<string, string>)[file]);

const groupsOf = (objects: KubeObject[]) =>
  fileOf(objects, 'lake-namenode', 'core-site.xml')['hadoop.user.group.static.mapping.overrides'].split(';');

const policy = (objects: KubeObject[]) => fileOf(objects, 'lake-namenode', 'hadoop-policy.xml');

describe('the jobs of a cluster that believes who callers are', () => {
  const objects = cluster(everything).objects();

  test.each(JOBS)('are users of their own: %s', (job) => {
    expect(podOf(objects, job).env.HADOOP_USER_NAME).toBe(`lake-${job}`);
  });

  test('are superusers of HDFS where nobody else can do it, by groups that NameNodes alone know', () => {
    expect(groupsOf(objects)).toEqual([
      'dr.who=',
      'lake-probe=',
      'lake-backup=',
      'lake-balancer=supergroup',
      'lake-snapshots=supergroup',
    ]);
    const others = objects.filter(
      ({ kind, metadata, data }) =>
        kind === 'ConfigMap' && metadata.name !== 'lake-namenode' && JSON.stringify(data).includes('supergroup'),
    );
    expect(others).toEqual([]);
  });

  test('let the balancer ask which blocks there are, and nobody else', () => {
    expect(policy(objects)['security.namenode.protocol.acl']).toBe('hadoop,lake-balancer');
    const acls = Object.values(policy(objects)).filter((acl) => acl.includes('lake-'));
    expect(acls).toEqual(['hadoop,lake-balancer']);
  });

  test('give the balancer its heap, which launchers take from a variable of its own', () => {
    const { env } = podOf(objects, 'balancer');
    expect([env.HDFS_BALANCER_OPTS, env.HADOOP_CLIENT_OPTS]).toEqual(['-Xmx256m', '-Xmx256m']);
    expect(podOf(objects, 'probe').env.HDFS_BALANCER_OPTS).toBeUndefined();
  });

  test('have a superuser write the image, where no standby NameNode does', () => {
    expect(groupsOf(cluster({ ...single, backup: { store } }).objects())).toContain('lake-backup=supergroup');
  });

  test('leave groups that are given, and follow the name of that of the superusers', () => {
    const overrides: hadoop.HadoopOverrides = {
      coreSite: { 'hadoop.user.group.static.mapping.overrides': 'alice=etl,admins;dr.who=web' },
      hdfsSite: { 'dfs.permissions.superusergroup': 'admins' },
    };
    // The last one that names a user counts.
    expect(groupsOf(cluster({ overrides }).objects())).toEqual([
      'dr.who=',
      'alice=etl,admins',
      'dr.who=web',
      'lake-probe=',
      'lake-backup=',
      'lake-balancer=admins',
      'lake-snapshots=admins',
    ]);
  });
});

describe('the jobs of a cluster with Kerberos', () => {
  const made = cluster({ ...everything, yarn: undefined, httpFs: undefined, security: kerberos });
  const objects = made.objects();

  test.each(JOBS)('have a principal and a keytab of their own: %s', (job) => {
    const { env, spec } = podOf(objects, job);
    expect(env).toMatchObject({
      KRB5PRINCIPAL: `lake-${job}@LAKE.TEST`,
      KRB5KEYTAB: `/etc/keytabs/${job}.keytab`,
    });
    expect(env).not.toHaveProperty('HADOOP_USER_NAME');
    const mounted = spec.volumes.flatMap(({ secret }) => (secret?.secretName === 'lake-keytabs' ? secret.items : []));
    expect(mounted).toEqual([expect.objectContaining({ key: `${job}.keytab` })]);
    expect(made.cluster.principals[job]).toEqual([`lake-${job}@LAKE.TEST`]);
  });

  test('are listed as far as they are there', () => {
    const { cluster: few } = cluster({ yarn: undefined, security: kerberos });
    expect(Object.keys(few.principals)).toEqual(['namenode', 'journalnode', 'datanode', 'balancer', 'probe']);
  });

  test('are nobody else: only daemons are the user hadoop', () => {
    const rules = fileOf(objects, 'lake-namenode', 'core-site.xml')['hadoop.security.auth_to_local'].split('\n');
    expect(rules).toHaveLength(4);
    expect(rules.filter((rule) => rule.startsWith('RULE:[1:'))).toEqual([]);
  });

  test('let the backup fetch the image', () => {
    const administrators = (part: string) =>
      fileOf(objects, `lake-${part}`, 'hdfs-site.xml')['dfs.cluster.administrators'];
    expect(['namenode', 'datanode'].map(administrators)).toEqual(['hadoop,lake-backup', 'hadoop']);
  });
});
