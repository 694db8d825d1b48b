import { kubernetes } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { describeWithKerberos } from '../../helpers/authorities';
import { find, yamlObjects } from '../../helpers/synth';
import { A, NAME_NODES } from './hdfs';
import { scenariosOnSecureHdfs } from './kerberos';
import { LabCluster } from './lab-cluster';

describeWithKerberos('who may do what in HDFS with Kerberos, with what a HadoopCluster renders', () => {
  const scenario = scenariosOnSecureHdfs();
  /** Who has a ticket, and no rights. */
  const anybody = { job: 'lake-probe' };

  const succeeds = async (lake: LabCluster, job: string, container?: string) => {
    const { code, output } = await lake.run(job, container);
    expect([code, code === 0 ? '' : output]).toEqual([0, '']);
    return output;
  };

  scenario('probes are answered over TLS, and metrics', async (lake) => {
    await lake.lab.until('one NameNode is active', async () => {
      expect(Object.values(await lake.nameNodeStates()).sort()).toEqual(['active', 'standby']);
    });
    await lake.passesProbes(NAME_NODES, A, 'lake-journalnode');
    const nameNode = lake.lab.pod(`${NAME_NODES}-0`);
    const plain = 'curl -sS -m 5 http://localhost:9870/jmx; curl -sS -m 5 http://localhost:9871/jmx';
    expect((await nameNode.exec(plain)).output).not.toContain('beans');
    // The certificate is good for the name that others call.
    const named = 'curl -fsS --cacert /etc/certificates/ca.crt https://$POD_HOST:9871/prom';
    expect((await nameNode.exec(named)).output).toContain('namenode');
    for (const part of ['lake-namenode', 'lake-datanode', 'lake-journalnode']) {
      for (const exposed of await lake.expositions(part)) expect(exposed).toContain('# TYPE');
    }
  });

  scenario('the companion of a NameNode tells it who leaves', async ({ lab }) => {
    const log = () => lab.pod(`${NAME_NODES}-0`).container('membership').output();
    await lab.until('the NameNode was told', () => Promise.resolve(log().includes('leaving: nobody')));
  });

  scenario('who has a ticket writes and reads, under the name of his principal', async (lake) => {
    await lake.ask('echo confidential | hdfs dfs -put - /tmp/file', anybody);
    expect(await lake.ask('hdfs dfs -cat /tmp/file', anybody)).toContain('confidential');
    expect(await lake.ask('hdfs dfs -ls /tmp/file', anybody)).toMatch(/ lake-probe +\S+ .* \/tmp\/file/);
  });

  scenario('so does who has the files that other namespaces get', async (lake) => {
    const { rendered: made } = lake;
    const app = made.node.root as App;
    const name = made.clientFilesIn(new kubernetes.NamespaceChart(app, 'team'));
    const files = find(yamlObjects(app), 'ConfigMap', name).data as Record<string, string>;
    const written = Object.entries(files).map(
      ([file, text]) => `base64 -d <<<${Buffer.from(text).toString('base64')} >/tmp/conf/${file}`,
    );
    const env = 'export HADOOP_CONF_DIR=/tmp/conf HADOOP_OPTS=-Djava.security.krb5.conf=/tmp/conf/krb5.conf';
    const shell = ['mkdir -p /tmp/conf', ...written, env, `hdfs dfs -cat ${made.uri}/tmp/file /tmp/file`].join('\n');
    expect((await lake.ask(shell)).match(/confidential/g)).toHaveLength(2);
  });

  scenario('who has none is refused, whoever he says he is', async (lake) => {
    const without = 'env -u KRB5PRINCIPAL -u KRB5KEYTAB HADOOP_USER_NAME=hadoop hdfs dfs';
    const stranger = await lake.client(`${without} -cat /tmp/file`);
    expect(stranger.code).not.toBe(0);
    expect(stranger.output).toContain('Client cannot authenticate via:[TOKEN, KERBEROS]');
    const pretender = await lake.client(
      `${without} -Dhadoop.security.authentication=simple -Dhadoop.rpc.protection=authentication -cat /tmp/file`,
    );
    expect(pretender.code).not.toBe(0);
    expect(pretender.output).toContain('SIMPLE authentication is not enabled');
  });

  scenario('the probe is no administrator, and may not read the image', async (lake) => {
    const shell = 'hdfs dfsadmin -safemode enter; hdfs dfsadmin -fetchImage /tmp';
    const { code, output } = await lake.client(shell, anybody);
    expect(code).not.toBe(0);
    expect(output).toContain('Superuser privilege is required');
    expect(output).toContain('403');
  });

  scenario('jobs do what they are for', async (lake) => {
    await lake.ask('hdfs dfs -mkdir /warehouse');
    for (const job of ['lake-probe', 'lake-balancer', 'lake-snapshots-warehouse']) await succeeds(lake, job);
    expect(await succeeds(lake, 'lake-backup', 'fetch')).toMatch(/fsimage_\d+/);
    // Who may fetch the image is no superuser.
    const { output } = await lake.job('lake-backup').exec('hdfs dfsadmin -safemode enter', 'fetch');
    expect(output).toContain('Superuser privilege is required');
  });
});
