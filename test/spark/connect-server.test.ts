import { ChildProcess, execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describeWithNginx, describeWithSpark, describeWithSparkOperator } from '../helpers/authorities';
import { selfSigned } from '../helpers/certificate';
import { KubeObject } from '../helpers/kube-client';
import { until } from '../helpers/process';
import { SparkOperator } from '../helpers/spark-operator';
import { removeAll } from '../helpers/stored';
import { connectServer } from './clusters';
import { ADDRESS, ConnectPod, ServerPod } from './connect-pod';

const OPERATOR = 'spark-connect-operator';
const NAMESPACE = 'spark-connected';
const DRIVER = 'spark-kubernetes-driver';

/** What would mean something to a shell, and to who reads properties. */
const AWKWARD = {
  'spark.driver.extraJavaOptions': `-Dsaid="it's; $HOME * $(id) | <b> & \`c\`" -Dback=\\n`,
  'spark.sql.extensions.note': 'a = b: c # d',
};

const made = () =>
  connectServer(
    { overrides: { sparkConf: AWKWARD }, acknowledge: { unknownKeys: Object.keys(AWKWARD) } },
    { namespaceName: NAMESPACE },
  );

/** What bash makes of the command of a container: its words, as a server of these hears them. */
function wordsOf(command: string[]): string[] {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'words-'));
  try {
    fs.mkdirSync(path.join(home, 'sbin'));
    const stub = path.join(home, 'sbin/start-connect-server.sh');
    fs.writeFileSync(stub, '#!/bin/sh\nfor word; do printf "%s\\0" "$word"; done\n', { mode: 0o755 });
    const env = { PATH: process.env.PATH, SPARK_HOME: home, POD_IP: ADDRESS };
    const [program, ...args] = command;
    return execFileSync(program, args, { env, cwd: home, encoding: 'utf8' }).split('\0').slice(0, -1);
  } finally {
    fs.rmSync(home, { recursive: true });
  }
}

describeWithSparkOperator('of a Connect server, the operator of Spark', (authority) => {
  const { api } = authority;
  const { objects: render, server } = made();
  const objects = render();
  const resource = objects.find(({ kind }) => kind === 'SparkConnect')!;
  let operator: SparkOperator;
  let pod: ServerPod;

  const podOf = async ({ metadata: { name } }: KubeObject) => {
    const wanted = { apiVersion: 'v1', kind: 'Pod', metadata: { name: `${name}-server`, namespace: NAMESPACE } };
    let found: KubeObject | undefined;
    await until(async () => (found = await api.get(wanted)) !== undefined);
    return found as ServerPod;
  };
  const commandOf = ({ spec }: ServerPod) => {
    const { command, args = [] } = spec.containers.find(({ name }) => name === DRIVER)!;
    return [...command, ...args];
  };

  beforeAll(async () => {
    for (const object of objects.filter(({ kind }) => kind !== 'SparkConnect')) await api.apply(object);
    await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: OPERATOR } });
    const values = {
      spark: { jobNamespaces: [NAMESPACE], serviceAccount: { create: false }, rbac: { create: false } },
    };
    operator = await SparkOperator.start(authority, { namespace: OPERATOR, values });
    await api.apply(resource);
    pod = await podOf(resource);
  }, 120_000);

  afterAll(async () => {
    await operator?.stop();
    await removeAll(api, objects);
  });

  test('makes a pod of the template, which the Service finds, with the labels that executors look for', () => {
    const { template } = (resource.spec as { server: { template: ServerPod } }).server;
    const service = objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'interactive')!;
    const { selector } = service.spec as { selector: Record<string, string> };
    expect(pod.metadata.labels).toMatchObject({
      ...template.metadata.labels,
      ...selector,
      'sparkoperator.k8s.io/connect-name': resource.metadata.name,
    });
    const names = ({ spec }: ServerPod) => spec.containers.map(({ name }) => name);
    expect(names(pod)).toEqual(names(template));
    expect(pod.spec).toMatchObject({ serviceAccountName: 'etl-spark', restartPolicy: 'Always' });
  });

  test('writes a command line of which bash makes what was meant, whatever properties hold', () => {
    const words = wordsOf(commandOf(pod));
    const settings = words.filter((_, index) => words[index - 1] === '--conf');
    expect(words.filter((word) => !settings.includes(word) && word !== '--conf')).toEqual([
      '--master',
      expect.stringMatching(/^k8s:\/\/https:/),
    ]);
    expect(settings).toContain(`spark.driver.host=${ADDRESS}`);
    expect(settings).toContain('spark.driver.memory=2048m');
    const label = `label.sparkoperator.k8s.io/connect-name=${resource.metadata.name}`;
    expect(settings).toContain(`spark.kubernetes.executor.${label}`);
    expect(settings.filter((setting) => !/^spark\.[^=\s]+=[\w./:@-]+$/.test(setting))).toEqual([]);
  });

  test('would have bash run what properties hold, were they in the resource', async () => {
    const name = 'properties';
    const spec = { ...(resource.spec as object), sparkConf: { 'spark.note': 'a $((6*7))' } };
    const bad = { ...resource, metadata: { ...resource.metadata, name }, spec };
    await api.apply(bad);
    const words = wordsOf(commandOf(await podOf(bad)));
    await api.delete(bad);
    expect(words).toEqual(expect.arrayContaining(['spark.note=a', '42']));
  });

  describeWithSpark('4.1', 'runs', (programs) => {
    describeWithNginx('with nginx', (nginx) => {
      const { host } = new URL(server.endpoints.url.replace('sc:', 'http:'));
      const [name] = host.split(':');
      const token = 'only-those-who-have-it';
      let running: ConnectPod;
      let certificate = selfSigned(name);
      let java: ChildProcess;

      const client = async (env: Record<string, string>, url = server.endpoints.url) => {
        const roots = path.join(os.tmpdir(), `roots-${process.pid}.pem`);
        fs.writeFileSync(roots, certificate.cert);
        const script = path.join(__dirname, 'connect-client.py');
        const said = await running.ask([programs.python, script, url, ...Object.keys(AWKWARD)], {
          GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: roots,
          ...env,
        });
        fs.rmSync(roots);
        return JSON.parse(said) as { count?: number; refused?: string; settings?: Record<string, string> };
      };
      const secretOf = (pair = certificate) => ({ 'tls.crt': pair.cert, 'tls.key': pair.key });

      beforeAll(async () => {
        const configMaps = Object.fromEntries(
          objects.flatMap(({ kind, metadata, data }) =>
            kind === 'ConfigMap' ? [[metadata.name, data as Record<string, string>]] : [],
          ),
        );
        const defaults = configMaps['interactive-connect-server'];
        // No store is there; and there are no executors, with whom it would share a secret.
        const local = defaults['spark-defaults.conf']
          .replace(/^spark.eventLog.dir=.*$/m, 'spark.eventLog.dir=/tmp')
          .replace(/^spark.authenticate.secret.*\n/gm, '');
        running = await ConnectPod.start({
          pod,
          spark: programs,
          nginx,
          host: name,
          configMaps: { ...configMaps, 'interactive-connect-server': { ...defaults, 'spark-defaults.conf': local } },
          secrets: {
            'etl-spark-rpc': { password: 'between-pods' },
            'interactive-token': { password: token },
            'interactive-tls': secretOf(),
          },
        });
        running.run('tls-proxy');
        java = running.run(DRIVER, (text) => text.replace(/--master \S+/, '--master local[2]'));
        await until(async () => java.exitCode !== null || (await running.listens('127.0.0.1', 15003)), 60);
        if (!(await running.listens('127.0.0.1', 15003)) || !(await running.listens(ADDRESS, 15002)))
          throw new Error(running.log(DRIVER) + running.log('tls-proxy'));
      }, 120_000);

      afterAll(async () => running?.stop());

      test('for clients that have the token, under its name, with all properties as they were given', async () => {
        const { count, settings, refused } = await client({ SPARK_CONNECT_AUTHENTICATE_TOKEN: token });
        expect(refused).toBeUndefined();
        expect(count).toBe(7);
        // Spark puts options of its own before those of a JVM.
        const expected = Object.entries(AWKWARD).map(([key, value]) => [key, expect.stringContaining(value) as string]);
        expect(settings).toEqual(Object.fromEntries(expected));
      }, 60_000);

      test.each([
        ['without the token', {}],
        ['with another one', { SPARK_CONNECT_AUTHENTICATE_TOKEN: 'guessed' }],
      ])(
        'and refuses those %s',
        async (_, env) => {
          expect((await client(env as Record<string, string>)).refused).toMatch(/UNAUTHENTICATED|token/i);
        },
        60_000,
      );

      test('where nobody comes past what speaks TLS', async () => {
        expect(await running.listens('127.0.0.1', 15003)).toBe(true);
        expect(await running.listens(ADDRESS, 15003)).toBe(false);
      });

      test('and shows its token to nobody who may see its page', async () => {
        const ask = (what: string) => running.ask(['curl', '-sS', `http://127.0.0.1:4040/api/v1/applications${what}`]);
        const [{ id, name: shown }] = JSON.parse(await ask('')) as { id: string; name: string }[];
        expect(shown).toBe('interactive');
        const environment = await ask(`/${id}/environment`);
        expect(environment).toContain('spark.connect.grpc.binding.port');
        expect(environment).not.toContain(token);
      });

      test('and serves a certificate that was renewed, without being started again', async () => {
        const script = `openssl s_client -connect ${ADDRESS}:15002 -alpn h2 </dev/null 2>/dev/null | openssl x509`;
        const served = () => running.ask(['bash', '-c', script]);
        expect((await served()).trim()).toBe(certificate.cert.trim());
        certificate = selfSigned(name);
        running.renew('interactive-tls', secretOf());
        expect((await client({ SPARK_CONNECT_AUTHENTICATE_TOKEN: token })).count).toBe(7);
        expect((await served()).trim()).toBe(certificate.cert.trim());
      }, 120_000);

      test('as the first process of its container, which ends when it is told to', async () => {
        expect(fs.readFileSync(`/proc/${java.pid}/comm`, 'utf8').trim()).toBe('java');
        java.kill('SIGTERM');
        await until(() => Promise.resolve(java.exitCode !== null), 20);
        expect(java.exitCode).toBe(143);
        expect(running.log(DRIVER)).toContain('Successfully stopped SparkContext');
      }, 60_000);
    });
  });
});
