import { hadoop, security } from 'bigdata-constructs';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { cluster, everything, kerberos } from './clusters';
import { propertiesOf } from './properties';

const secure = { ...everything, yarn: undefined, httpFs: undefined, security: kerberos };

interface Container {
  readonly name: string;
  readonly env: { name: string; value?: string; valueFrom?: { secretKeyRef?: object } }[];
  readonly volumeMounts: { name: string; mountPath: string }[];
}
interface PodSpec {
  readonly containers: Container[];
  readonly initContainers?: Container[];
  readonly volumes: { name: string; secret?: { secretName: string; items?: { key: string }[] } }[];
}

const options = (change: Partial<hadoop.KerberosOptions>): hadoop.KerberosOptions => ({
  realm: 'LAKE.TEST',
  kdcs: ['kdc.lake.test:1088'],
  kdcPeer: security.Peer.cidr('10.9.8.7/32'),
  keytabSecret: 'lake-keytabs',
  tls: security.Tls.certManager({ issuer: 'internal' }),
  ...change,
});

const podOf = ({ spec }: KubeObject) => (spec as { template: { spec: PodSpec } }).template.spec;

describe('a HadoopCluster with Kerberos', () => {
  const made = cluster(secure);
  const objects = made.objects();
  const file = (configMap: string, name: string) =>
    (find(objects, 'ConfigMap', configMap).data as Record<string, string>)[name];
  const secretKeys = (set: string) =>
    podOf(find(objects, 'StatefulSet', set)).volumes.flatMap(({ secret }) =>
      secret ? [`${secret.secretName}: ${(secret.items ?? []).map(({ key }) => key).join(' ')}`] : [],
    );

  test('names the principals that must exist, and the names of the certificate', () => {
    const { principals, certificateNames } = made.cluster;
    expect(Object.keys(principals)).toEqual([
      'namenode',
      'journalnode',
      'datanode',
      'balancer',
      'probe',
      'backup',
      'snapshots',
    ]);
    expect(principals.namenode.slice(0, 2)).toEqual([
      'nn/lake-namenode-0.lake-namenode-headless.lake.svc.cluster.local@LAKE.TEST',
      'HTTP/lake-namenode-0.lake-namenode-headless.lake.svc.cluster.local@LAKE.TEST',
    ]);
    expect(principals.datanode).toHaveLength(2 * (7 + 3));
    expect(certificateNames).toContain('*.lake-datanode-a-headless.lake.svc.cluster.local');
  });

  test('has each principal in the keytab that its pods mount, and nothing else', () => {
    expect(secretKeys('lake-namenode')).toEqual([
      'lake-keytabs: namenode.keytab',
      'lake-tls: keystore.p12 truststore.p12 ca.crt',
    ]);
  });

  test('lets every container that runs Hadoop log in', () => {
    for (const set of objects.filter(
      ({ kind, metadata }) => kind === 'StatefulSet' && metadata.name !== 'lake-zookeeper',
    )) {
      const { containers, initContainers = [] } = podOf(set);
      for (const { env, volumeMounts } of [...containers, ...initContainers]) {
        const values = Object.fromEntries(env.map(({ name, value }) => [name, value]));
        expect(values.KRB5PRINCIPAL).toMatch(/^[a-z]+\/\$\(POD_HOST\)@LAKE\.TEST$/);
        expect(values.HADOOP_OPTS).toContain('-Djava.security.krb5.conf=/etc/hadoop/krb5.conf');
        // Kubernetes puts in only what stands before.
        const names = env.map(({ name }) => name);
        expect(names.indexOf('POD_HOST')).toBeLessThan(names.indexOf('KRB5PRINCIPAL'));
        expect(volumeMounts.map(({ mountPath }) => mountPath)).toContain('/etc/keytabs');
      }
    }
  });

  test('asks HDFS in TLS alone', () => {
    const text = JSON.stringify(objects);
    expect(text).not.toMatch(/http:\/\/[^"\s]*:(9870|9864|8480)/);
    for (const port of [9870, 9864, 8480]) expect(text).not.toMatch(new RegExp(`[Pp]ort":${port}\\b`));
    expect(text).toContain('"scheme":"HTTPS"');
    const monitor = find(objects, 'PodMonitor', 'lake-datanode').spec as { podMetricsEndpoints: object[] };
    expect(monitor.podMetricsEndpoints[0]).toMatchObject({
      port: 'https',
      scheme: 'https',
      tlsConfig: {
        ca: { secret: { name: 'lake-tls', key: 'ca.crt' } },
        serverName: 'lake-datanode-a-0.lake-datanode-a-headless.lake.svc.cluster.local',
      },
    });
  });

  test('takes the password of its keystore from the environment', () => {
    const server = propertiesOf(file('lake-namenode', 'ssl-server.xml'));
    expect(server['ssl.server.keystore.password']).toBe('${env.KEYSTORE_PASSWORD}');
    const [{ env }] = podOf(find(objects, 'StatefulSet', 'lake-namenode')).containers;
    expect(env.find(({ name }) => name === 'KEYSTORE_PASSWORD')!.valueFrom).toEqual({
      secretKeyRef: { name: 'lake-tls-keystore', key: 'password' },
    });
  });

  test('has a certificate with keystores for the names that others call', () => {
    expect(find(objects, 'Certificate', 'lake-tls').spec).toMatchObject({
      dnsNames: [...made.cluster.certificateNames, 'lake.example.com'],
      renewBefore: '480h0m0s',
      keystores: { pkcs12: { passwordSecretRef: { name: 'lake-tls-keystore', key: 'password' } } },
    });
  });

  test('takes one that something else keeps', () => {
    const tls = security.Tls.existing('given', { keystorePassword: security.Secret.existing('given-password', 'p') });
    const given = hadoop.HadoopSecurity.kerberos({ ...options({}), tls });
    const text = JSON.stringify(cluster({ yarn: undefined, security: given }).objects());
    expect(text).toContain('"secretKeyRef":{"key":"p","name":"given-password"}');
    expect(text).toContain('"secretName":"given"');
    expect(text).not.toMatch(/"kind":"(Certificate|ExternalSecret)"/);
  });

  test('knows its KDC, and reaches it', () => {
    expect(file('lake-client', 'krb5.conf')).toBe(`[libdefaults]
  default_realm = LAKE.TEST
  dns_canonicalize_hostname = false
  dns_lookup_kdc = false
  dns_lookup_realm = false
  rdns = false
  udp_preference_limit = 1

[realms]
  LAKE.TEST = {
    kdc = kdc.lake.test
  }

[domain_realm]
  .lake.svc.cluster.local = LAKE.TEST
`);
    for (const part of ['namenode', 'journalnode', 'datanode', 'probe']) {
      expect(find(objects, 'NetworkPolicy', `lake-${part}`).spec).toMatchObject({
        egress: expect.arrayContaining([
          { to: [{ ipBlock: { cidr: '10.9.8.7/32' } }], ports: [{ port: 88, protocol: 'TCP' }] },
        ]) as unknown,
      });
    }
  });

  test('has nobody who may act as others', () => {
    expect(JSON.stringify(objects)).not.toContain('hadoop.proxyuser');
  });
});

describe('without Kerberos', () => {
  test('there is nothing of it', () => {
    const { cluster: made, objects } = cluster({ security: hadoop.HadoopSecurity.simple() });
    expect([made.principals, made.certificateNames]).toEqual([{}, []]);
    const text = JSON.stringify(objects());
    expect(text).not.toMatch(/kerberos|krb5|keytab|ssl-client/i);
    expect(text).toBe(JSON.stringify(cluster().objects()));
  });
});

describe('options', () => {
  const of = (change: Partial<hadoop.KerberosOptions>) => () =>
    cluster({ yarn: undefined, security: hadoop.HadoopSecurity.kerberos(options(change)) });

  test('that are sound are taken', () => {
    const { objects } = of({ overrides: { ticket_lifetime: '8h' } })();
    const text = JSON.stringify(objects());
    expect(text).toContain('ticket_lifetime = 8h');
    expect(text).toContain('"port":1088');
  });

  test('without keystores are refused', () => {
    expect(of({ tls: security.Tls.existing('lake-tls') })).toThrow('SEC009');
  });
});
