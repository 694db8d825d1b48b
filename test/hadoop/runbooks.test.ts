import { runbooksOf, runbooksSuite } from '../helpers/runbooks-suite';
import { cluster, everything, kerberos } from './clusters';

const pages = runbooksOf('hadoop');
const objects = cluster(everything).objects();

runbooksSuite({
  engine: 'hadoop',
  objects: [...objects, ...cluster({ security: kerberos, yarn: undefined }).objects()],
  deadly: /-format|initializeSharedEdits|forceExit|forcemanual|-delete\b|skipTrash|namenode -recover/,
  meant: { 'HadoopZooKeeperDown.md': 'a member whose files cannot be read is made anew, while the others serve' },
});

test('the page on a lost image warns of a new one', () => {
  expect(pages['HadoopNameNodeWithoutImage.md']).toMatch(/never[^]*`hdfs namenode -format`/i);
});
