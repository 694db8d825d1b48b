import { runbooksOf, runbooksSuite } from '../helpers/runbooks-suite';
import { cluster, clusterApart, everything } from './clusters';

const pages = runbooksOf('doris');

runbooksSuite({
  engine: 'doris',
  objects: [...cluster(everything).objects(), ...clusterApart().objects()],
  deadly: /ALTER SYSTEM DROPP? |doris\/recovery=|metadata_failure_recovery|meta_dir/,
  meant: {
    'DorisBackendsDead.md': 'a backend that is gone for good, after its tablets were repaired',
    'DorisFrontendNeverDropped.md': 'a member that is gone for good counts in every majority',
    'DorisFrontendQuorumLost.md': 'nothing else is left, and a copy is made first',
  },
  containersOfOperators: ['fe', 'be'],
});

/**
 * The statements that pages have, by the grammar of Doris.
 *
 * @see https://github.com/apache/doris/blob/master/fe/fe-core/src/main/antlr4/org/apache/doris/nereids/DorisParser.g4
 */
const GRAMMAR = [
  /^SHOW (FRONTENDS( DISKS)?|BACKENDS|CATALOGS|WORKLOAD GROUPS|ALL GRANTS|REPOSITORIES|PROCESSLIST|COMPUTE GROUPS|STORAGE VAULTS)$/,
  /^KILL QUERY <id>$/,
  /^SHOW BACKUP FROM <database>$/,
  /^CANCEL BACKUP FROM <database>$/,
  /^DROP REPOSITORY <repository>$/,
  /^ADMIN SHOW FRONTEND CONFIG LIKE '[a-z_%]+'$/,
  /^ADMIN SET (ALL FRONTENDS|FRONTEND) CONFIG \('[a-z_]+' = '\w+'\)$/,
  /^ALTER SYSTEM DROP (FOLLOWER|OBSERVER) "<host>:9010"$/,
  /^ALTER SYSTEM DROPP BACKEND "<host>:9050"$/,
  /^CANCEL DECOMMISSION BACKEND "<host>:9050"$/,
  /^SET PROPERTY FOR '<user>' '[a-z_]+' = '(\d+|<group>)'$/,
];

/** What stands between the quotes of the shell. */
const statements = Object.values(pages).flatMap((page) =>
  [...page.matchAll(/\bsql (?:"([^"]*)"|'([^']*)')/g)].map(([, double, single]) => double ?? single),
);

test('every statement in runbooks is one that Doris reads', () => {
  expect(statements.length).toBeGreaterThan(40);
  expect(statements.filter((sql) => !GRAMMAR.some((form) => form.test(sql)))).toEqual([]);
});

test('who starts a quorum anew copies the metadata first, and takes the annotation away', () => {
  const page = pages['DorisFrontendQuorumLost.md'];
  const order = ['tar -C', 'runmode=debug', 'doris/recovery=true', 'doris/recovery-'].map((text) => page.indexOf(text));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order[0]).toBeGreaterThan(0);
  expect(Object.keys(pages).filter((file) => pages[file].includes('doris/recovery='))).toEqual([
    'DorisFrontendQuorumLost.md',
  ]);
});
