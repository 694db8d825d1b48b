import { Cpu } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { BackendConf, ComputeGroupConf, ComputeNodeConf } from '../../lib/doris/config/backend-conf';
import { FrontendConf } from '../../lib/doris/config/frontend-conf';
import { MetaServiceConf } from '../../lib/doris/config/meta-service-conf';
import { beSizing, feSizing } from '../../lib/doris/sizing';

/** A container with so many GiB. */
export const container = (memory: number, cpu = 8) => ({ cpu: Cpu.units(cpu), memory: Size.gibibytes(memory) });

const mutualTls = {
  certificate: '/etc/doris-tls/tls.crt',
  privateKey: '/etc/doris-tls/tls.key',
  authority: '/etc/doris-tls/ca.crt',
};

/** A frontend that has nothing optional. */
export const frontend: FrontendConf = {
  sizing: feSizing(container(12)),
  ports: { http: 8030, https: 8050, rpc: 9020, query: 9030, editLog: 9010 },
  configFolder: '/etc/doris',
  metaFolder: '/opt/apache-doris/fe/doris-meta',
  logFolder: '/opt/apache-doris/fe/log',
  rootPasswordVariable: 'ROOT_PASSWORD_HASH',
  jvm: [],
  overrides: {},
};

/** One that has all of it. */
export const fullFrontend: FrontendConf = {
  ...frontend,
  ports: { ...frontend.ports, arrowFlight: 8070 },
  smallestVolume: Size.tebibytes(1),
  networks: ['10.0.0.0/8', '172.16.0.0/12'],
  forcedReplicas: 1,
  mutualTls,
  frontendTls: {
    keystore: '/etc/doris-tls/keystore.p12',
    alias: 'certificate',
    truststore: '/etc/doris-tls/truststore.p12',
    passwordVariable: 'KEYSTORE_PASSWORD',
  },
  jvm: ['-XX:MaxGCPauseMillis=100'],
  overrides: { qe_max_connection: '4096' },
};

/** A backend that has nothing optional. */
export const backend: BackendConf = {
  sizing: beSizing(container(64)),
  ports: { thrift: 9060, http: 8040, heartbeat: 9050, brpc: 8060 },
  logFolder: '/opt/apache-doris/be/log',
  shutdownGrace: Duration.seconds(120),
  volumes: [{ path: '/opt/apache-doris/be/storage', medium: 'SSD', size: Size.tebibytes(1) }],
  jvm: [],
  overrides: {},
};

/** One that has all of it. */
export const fullBackend: BackendConf = {
  ...backend,
  ports: { ...backend.ports, arrowFlight: 8050 },
  networks: ['10.0.0.0/8'],
  mutualTls,
  backendTls: mutualTls,
  volumes: [...backend.volumes, { path: '/opt/apache-doris/be/storage1', medium: 'HDD', size: Size.gibibytes(500) }],
  jvm: ['-Duser.timezone=UTC'],
  overrides: { max_tablet_version_num: '3000' },
};

export const computeNode: ComputeNodeConf = {
  ...backend,
  scratch: { path: '/opt/apache-doris/be/storage', size: Size.gibibytes(50) },
  cache: { path: '/opt/apache-doris/be/file_cache', size: Size.gibibytes(100) },
};

export const computeGroup: ComputeGroupConf = {
  ...backend,
  caches: [
    { path: '/opt/apache-doris/be/file_cache', size: Size.gibibytes(100) },
    { path: '/opt/apache-doris/be/file_cache1', size: Size.gibibytes(200) },
  ],
};

export const metaService: MetaServiceConf = {
  port: 5000,
  logFolder: '/opt/apache-doris/ms/log',
  tokenVariable: 'META_SERVICE_TOKEN',
  retention: Duration.days(8),
  mutualTls,
  overrides: {},
};
