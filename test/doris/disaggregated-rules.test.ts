import { Cpu, doris, kubernetes, security, services } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { disaggregatedRules } from '../../lib/doris/disaggregated/rules';
import { groupUserRules } from '../../lib/doris/disaggregated/user-rules';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { clusterApart, minimalApart } from './clusters';

/** Props that differ from those that are enough, and what of FoundationDB does. */
type Changes = Partial<doris.DorisDisaggregatedClusterProps> & {
  readonly foundation?: Partial<services.FoundationDbAttributes>;
};

const { DorisPrivilege, DorisVersion } = doris;
const [etl] = minimalApart.computeGroups;
const { store } = minimalApart.data;

const group = (change: Partial<doris.DorisComputeGroupOptions>): Changes => ({
  computeGroups: [{ ...etl, ...change }],
});
const named = (...names: string[]): Changes => ({ computeGroups: names.map((name) => ({ ...etl, name })) });
const data = (change: Partial<doris.DorisDataOptions>): Changes => ({ data: { store, ...change } });
const clusterFile = (key: string) => ({ configMapName: 'meta-config', namespaceName: 'fdb', key });
const secret = security.Secret.existing('store', 'key');
const reading = { privileges: [DorisPrivilege.SELECT], on: 'internal.sales.*' };
const using = (group: string) => ({ privileges: [DorisPrivilege.USAGE], on: `COMPUTE GROUP ${group}` });
const user = (grants: doris.DorisUserGrant[], properties?: Record<string, string>): Changes => ({
  users: [{ name: 'bi', grants, properties }],
});
const byDefault = (group: string) => ({ default_compute_group: group });

function made({ foundation = {}, ...props }: Changes) {
  const { chart } = clusterApart();
  const foundationDb = services.FoundationDb.fromAttributes(chart, 'given', {
    peer: security.Peer.pods('fdb'),
    ...('address' in foundation ? {} : { clusterFile: clusterFile('cluster-file') }),
    oldestKeptBackup: Duration.days(7),
    ...foundation,
  });
  return clusterApart({ foundationDb, ...props }).app;
}

rulesSuite<Changes>('the rules of a Doris cluster whose data lies in an object store', {
  rules: [...disaggregatedRules, ...groupUserRules],
  reported: reportedByConstruct(made),
  cases: {
    DO200: { refused: { computeGroups: [] }, given: 'none', passes: named('all') },
    DO201: [
      { refused: named('ad-hoc'), given: "'ad-hoc'", passes: named('ad_hoc') },
      { refused: named('Etl'), given: "'Etl'", passes: named('etl2') },
    ],
    DO202: [
      { refused: named('etl', 'etl'), given: "'etl', of which a second 'etl' would come", passes: named('etl', 'bi') },
      {
        refused: named('etl', 'etl_external'),
        given: "'etl_external', of which a second 'etl-external' would come",
        passes: named('etl', 'etl_internal'),
      },
      { refused: named('fe'), given: "'fe', of which a second 'fe' would come", passes: named('fee') },
    ],
    DO203: { refused: group({ members: 0 }), given: '0 for etl', passes: group({ members: 2 }) },
    DO204: {
      refused: group({ members: 1 }),
      given: '1 for etl, where highAvailability is true',
      passes: group({ members: 2 }),
    },
    DO205: {
      refused: group({ size: { cpu: Cpu.units(4), memory: Size.gibibytes(4) } }),
      given: '4Gi for etl',
      passes: group({ size: { cpu: Cpu.units(4), memory: Size.gibibytes(8) } }),
    },
    DO206: {
      refused: group({ cache: Size.gibibytes(10) }),
      given: '10Gi for etl',
      passes: group({ cache: Size.gibibytes(20) }),
    },
    DO207: { refused: { metaService: { members: 0 } }, given: '0', passes: { metaService: { members: 3 } } },
    DO208: {
      refused: { metaService: { members: 1 } },
      given: '1',
      passes: { metaService: { members: 1 }, highAvailability: false },
    },
    DO209: {
      refused: { metaService: { size: { cpu: Cpu.units(1), memory: Size.mebibytes(512) } } },
      given: '512Mi',
      passes: { metaService: { size: { cpu: Cpu.units(1), memory: Size.gibibytes(1) } } },
    },
    DO210: [
      {
        refused: { version: DorisVersion.V4_1, metaService: { version: DorisVersion.V4_0 } },
        given: 'version 4.1.3 with a meta service of 4.0.7',
        passes: { version: DorisVersion.V4_0, metaService: { version: DorisVersion.V4_1 } },
      },
      {
        refused: { version: DorisVersion.V4_0, frontends: { version: DorisVersion.V4_1 } },
        given: 'frontends of 4.1.3 with compute groups of 4.0.7',
        passes: { version: DorisVersion.V4_1, frontends: { version: DorisVersion.V4_0 } },
      },
    ],
    DO211: { refused: data({ prefix: '/tables' }), given: "'/tables'", passes: data({ prefix: 'tables' }) },
    DO212: [
      {
        refused: data({ accessKeyId: secret }),
        given: 'accessKeyId',
        passes: data({ accessKeyId: secret, secretAccessKey: secret }),
      },
      { refused: data({ secretAccessKey: secret }), given: 'secretAccessKey', passes: data({}) },
    ],
    DO213: {
      refused: { foundation: { clusterFile: clusterFile('fdb.cluster') } },
      given: "'fdb.cluster'",
      passes: { foundation: { address: 'meta:abc@10.0.0.1:4501' } },
    },
    DO214: {
      refused: { foundation: { oldestKeptBackup: undefined } },
      given: 'none, where highAvailability is true',
      passes: { foundation: { oldestKeptBackup: Duration.days(1) } },
    },
    DO215: {
      refused: { overrides: { backend: { file_cache_path: '[]' } } },
      given: "'file_cache_path'",
      passes: { overrides: { backend: { max_tablet_version_num: '3000' } } },
    },
    DO216: [
      { refused: user([reading]), given: 'none for bi', passes: user([reading, using('etl')]) },
      {
        refused: user([{ ...reading, privileges: [DorisPrivilege.LOAD] }]),
        given: 'none for bi',
        passes: user([{ privileges: [DorisPrivilege.ADMIN], on: '*.*.*' }]),
      },
    ],
    DO217: { refused: user([using('elt')]), given: "'elt' for bi", passes: user([using('%')]) },
    DO218: [
      {
        refused: user([using('%')], byDefault('elt')),
        given: "'elt' for bi",
        passes: user([using('%')], byDefault('etl')),
      },
      { refused: user([], byDefault('etl')), given: "'etl' for bi", passes: user([using('etl')], byDefault('etl')) },
    ],
  },
});

test('what all clusters have is held here too', () => {
  const refused: Record<string, Partial<doris.DorisDisaggregatedClusterProps>> = {
    DO004: { frontends: { followers: 2 } },
    DO010: { frontends: { storage: Size.gibibytes(1) } },
    DO013: { metaService: { version: DorisVersion.of('latest') } },
    DO017: { overrides: { pods: { cn: {} } } },
    DO019: { overrides: { pods: { ms: { priorityClass: 'high' } } } },
    DO020: { overrides: { pods: { ms: { mounts: [{ volume: kubernetes.Volume.emptyDir('x'), path: '/x' }] } } } },
    DO031: { users: [{ name: 'probe' }] },
    DO033: { users: [{ name: 'bi', grants: [{ privileges: [DorisPrivilege.SELECT], on: 'sales' }] }] },
    DO036: { users: [{ name: 'bi' }], removedUsers: ['bi'] },
    DO043: { rootPassword: security.Secret.generated(), previousRootPassword: security.Secret.generated() },
    DO102: { overrides: { metaService: { recycle_interval_seconds: 'often' } } },
  };
  for (const [code, props] of Object.entries(refused)) expect(() => clusterApart(props)).toThrow(`${code}: `);
});
