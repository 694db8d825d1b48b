import { scaling, security, spark } from 'bigdata-constructs';
import { describeWithNginx, describeWithSpark, describeWithSparkOperator } from '../../helpers/authorities';
import { selfSigned } from '../../helpers/certificate';
import { find } from '../../helpers/synth';
import { scenariosOn } from '../../lab/scenarios';
import { Pod, SparkLab } from './spark-lab';

/** Counts again and again, and makes another session when it has lost its own. */
const CLIENT = `
import sys, time
from pyspark.sql import SparkSession

session = lambda: SparkSession.builder.remote(sys.argv[1]).create()
spark = session()
while True:
    try:
        rest = spark.range(1000).selectExpr("id % 7 AS rest").repartition(2).groupBy("rest").count()
        print("counted", rest.count(), flush=True)
    except Exception as error:
        print("lost", str(error).split("\\n")[0], flush=True)
        spark = session()
    time.sleep(1)
`;
const COUNTED = 'counted 7\n';
const CLIENT_POD = 'notebook';
const DRIVER = 'spark-kubernetes-driver';

describeWithSpark('4.1', 'A Connect server of Spark, with what is rendered', () => {
  describeWithNginx('behind nginx', () => {
    describeWithSparkOperator('and made by the operator', (authority) => {
      let sparkLab: SparkLab | undefined;
      let url = '';
      // Before the lab itself.
      afterAll(() => sparkLab?.stop());
      const scenario = scenariosOn(async () => {
        sparkLab = await SparkLab.start(authority, 'spark-serves', (rendered, { team, driver, executor, env }) => {
          const server = new spark.SparkConnectServer(rendered.teamChart, 'interactive', {
            ...{ team, driver, executor, env },
            executors: scaling.Scaling.exactly(2),
            tls: security.Tls.certManager({ issuer: 'cluster-ca' }),
          });
          url = server.endpoints.url;
        });
        return sparkLab;
      });

      const nameOf = ({ objects }: SparkLab) => find(objects, 'SparkConnect').metadata.name;
      const server = async (running: SparkLab) => {
        const metadata = { name: `${nameOf(running)}-server`, namespace: running.namespace };
        return (await running.api.get({ apiVersion: 'v1', kind: 'Pod', metadata })) as Pod;
      };
      const ready = async (running: SparkLab) => {
        await running.lab.until(
          'the server is ready',
          () => running.lab.pod(`${nameOf(running)}-server`).probe('readinessProbe'),
          180,
        );
      };
      const said = ({ lab }: SparkLab) => lab.pod(CLIENT_POD).container().output();
      /** Waits until a client has been answered from now on. */
      const answers = async (running: SparkLab) => {
        const before = said(running).length;
        await running.lab.until(
          'a client is answered',
          () => {
            expect(said(running).slice(before)).toContain(COUNTED);
            return Promise.resolve();
          },
          180,
        );
      };
      const executors = async (running: SparkLab) =>
        (await running.runningExecutors('interactive')).map(({ metadata }) => metadata.name).sort();
      const others = async (running: SparkLab, than: string[]) => {
        await running.lab.until('there are other executors', async () => {
          const now = await executors(running);
          return now.length === 2 && !now.some((name) => than.includes(name));
        });
      };

      scenario('serves clients that have its token, under its name', async (running) => {
        const { api, lab, namespace } = running;
        const { hostname } = new URL(url.replace('sc:', 'http:'));
        const { cert, key } = selfSigned(hostname);
        const certificate = { 'tls.crt': cert, 'tls.key': key, 'ca.crt': cert };
        const encoded = Object.entries(certificate).map(([name, text]) => [name, Buffer.from(text).toString('base64')]);
        const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'interactive-tls', namespace } };
        await api.apply({ ...secret, data: Object.fromEntries(encoded) as Record<string, string> });
        await api.apply(find(running.objects, 'SparkConnect'));
        await lab.until('there is a server', () => Promise.resolve(lab.pods.has(`${nameOf(running)}-server`)));
        await ready(running);
        lab.secrets['interactive-tls'] = certificate;
        lab.startPod({
          name: CLIENT_POD,
          namespace,
          spec: {
            containers: [
              {
                name: 'client',
                image: 'apache/spark:4.1.2',
                command: ['python3', '-c', CLIENT, url],
                env: [
                  { name: 'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH', value: '/etc/roots/ca.crt' },
                  {
                    name: 'SPARK_CONNECT_AUTHENTICATE_TOKEN',
                    valueFrom: { secretKeyRef: { name: 'interactive-token', key: 'password' } },
                  },
                ],
                volumeMounts: [{ name: 'roots', mountPath: '/etc/roots' }],
              },
            ],
            volumes: [{ name: 'roots', secret: { secretName: 'interactive-tls' } }],
          },
        });
        await answers(running);
        expect(await executors(running)).toHaveLength(2);
      });

      scenario('keeps what it and its executors write on the disk that they were given', async (running) => {
        const { output } = await running.lab.pod(`${nameOf(running)}-server`).exec('ls /var/spark-local', DRIVER);
        expect(output).toMatch(/blockmgr-/);
      });

      scenario('outlives the token of its account', async (running) => {
        await running.renewTokens(`${nameOf(running)}-server`);
        const before = await executors(running);
        await running.kill('interactive', 2);
        await others(running, before);
        await answers(running);
      });

      scenario(
        'begins again in its pod when it is killed, with executors of its own, and takes away those that it had',
        async (running) => {
          const { lab } = running;
          const { metadata } = await server(running);
          const before = await executors(running);
          await lab.pod(metadata.name).container(DRIVER).signal('KILL');
          await lab.until('it has begun again', () => Promise.resolve(lab.pod(metadata.name).starts[DRIVER] === 2));
          await ready(running);
          await answers(running);
          // Sessions are in the server's memory.
          expect(said(running).match(/^lost /gm)).toHaveLength(1);
          await others(running, before);
          await lab.until('nothing is left of those before', async () =>
            (await running.executors('interactive')).every(({ metadata: { name } }) => !before.includes(name)),
          );
          expect((await server(running)).metadata.uid).toBe(metadata.uid);
          expect(running.log(metadata.name)).not.toMatch(/AlreadyExists|already exists/);
        },
      );

      scenario(
        'is left by the operator as it is when its pod has failed, and made anew when that is deleted',
        async (running) => {
          const { api, lab } = running;
          const failed = await server(running);
          await running.evict(failed.metadata.name);
          await lab.until('the operator has seen it', async () => {
            const { status } = (await api.get(find(running.objects, 'SparkConnect')))!;
            expect(status).toMatchObject({ state: 'NotReady' });
          });
          expect((await server(running)).metadata.uid).toBe(failed.metadata.uid);
          await api.delete(failed);
          await lab.until('there is another', async () => (await server(running))?.status.phase === 'Running');
          await ready(running);
          await answers(running);
        },
      );

      scenario('had every right that it asked for', (running) => {
        const asked = running.asked();
        expect([...asked].filter(([, codes]) => codes.includes(403))).toEqual([]);
        // What had begun again before.
        expect([...asked.keys()]).toEqual(
          expect.arrayContaining(['delete configmaps', 'list configmaps', 'list persistentvolumeclaims']),
        );
        return Promise.resolve();
      });
    });
  });
});
