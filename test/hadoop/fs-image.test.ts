import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { deflateSync } from 'node:zlib';
import { hadoop } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { allocatableDisk } from '../../lib/aws/node-daemons';
import { bytesOf, quantityOf } from '../../lib/core/internal';
import { backupScratch, IMAGE_BYTES_PER_FILE, nameNodeStorage } from '../../lib/hadoop/config/fs-image';
import { podGroups } from '../../lib/kubernetes/internal';
import { describeWithHadoop } from '../helpers/authorities';
import { find } from '../helpers/synth';
import { cluster, single, store } from './clusters';

const FILES = 20_000;
const FIRST_INODE = 16_385;
const PER_DIRECTORY = 200;

const hex = (of: number, digits: number) =>
  Buffer.from(String(of)).toString('hex').padStart(digits, '7').slice(-digits);

/** Directories of 200 files of one block each, named as Spark names them. */
function namespaceXml(): string {
  const inodes: string[] = [];
  const directories: string[] = [];
  const days: number[] = [];
  let id = FIRST_INODE;
  for (let day = 0; day < FILES / PER_DIRECTORY; day++) {
    const directory = ++id;
    days.push(directory);
    inodes.push(
      `<inode><id>${directory}</id><type>DIRECTORY</type><name>day=${day}</name><mtime>1700000000000</mtime><permission>etl:analysts:0755</permission><nsquota>-1</nsquota><dsquota>-1</dsquota></inode>`,
    );
    const children: string[] = [];
    for (let file = 0; file < PER_DIRECTORY; file++) {
      const block = ++id;
      const time = 1_700_000_000_000 + block * 7919;
      const name = `part-${String(file).padStart(5, '0')}-${hex(block * 7919, 8)}-1e3a-4b1c-9d2e-${hex(day * 104729, 12)}-c000.snappy.parquet`;
      inodes.push(
        `<inode><id>${block}</id><type>FILE</type><name>${name}</name><replication>3</replication><mtime>${time}</mtime><atime>${time - 977}</atime><preferredBlockSize>134217728</preferredBlockSize><permission>etl:analysts:0644</permission><blocks><block><id>${1_073_741_824 + block}</id><genstamp>${1000 + block}</genstamp><numBytes>${(block * 7_368_787) % 134_217_728}</numBytes></block></blocks><storagePolicyId>0</storagePolicyId></inode>`,
      );
      children.push(`<child>${block}</child>`);
    }
    directories.push(`<directory><parent>${directory}</parent>${children.join('')}</directory>`);
  }
  const root = `<inode><id>${FIRST_INODE}</id><type>DIRECTORY</type><name></name><mtime>1700000000000</mtime><permission>hdfs:supergroup:0755</permission><nsquota>9223372036854775807</nsquota><dsquota>-1</dsquota></inode>`;
  return `<?xml version="1.0"?><fsimage><version><layoutVersion>-67</layoutVersion><onDiskVersion>1</onDiskVersion><oivRevision>none</oivRevision></version>
<NameSection><namespaceId>1</namespaceId><genstampV1>1000</genstampV1><genstampV2>${1000 + id}</genstampV2><genstampV1Limit>0</genstampV1Limit><lastAllocatedBlockId>${1_073_741_824 + id}</lastAllocatedBlockId><txid>${id}</txid></NameSection>
<ErasureCodingSection></ErasureCodingSection>
<INodeSection><lastInodeId>${id}</lastInodeId><numInodes>${inodes.length + 1}</numInodes>${root}${inodes.join('\n')}</INodeSection>
<INodeReferenceSection></INodeReferenceSection><SnapshotSection><snapshotCounter>0</snapshotCounter><numSnapshots>0</numSnapshots></SnapshotSection>
<INodeDirectorySection><directory><parent>${FIRST_INODE}</parent>${days.map((day) => `<child>${day}</child>`).join('')}</directory>${directories.join('\n')}</INodeDirectorySection>
<FileUnderConstructionSection></FileUnderConstructionSection>
<SecretManagerSection><currentId>0</currentId><tokenSequenceNumber>0</tokenSequenceNumber><numDelegationKeys>0</numDelegationKeys><numTokens>0</numTokens></SecretManagerSection>
<CacheManagerSection><nextDirectiveId>1</nextDirectiveId><numDirectives>0</numDirectives><numPools>0</numPools></CacheManagerSection></fsimage>`;
}

describeWithHadoop('an image that Hadoop writes', (programs) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fsimage-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  test('takes what is reckoned with, and no third less; compressed, less than half of it', () => {
    const [xml, image] = [path.join(folder, 'image.xml'), path.join(folder, 'fsimage')];
    fs.writeFileSync(xml, namespaceXml());
    const classes = `${programs.hadoop}/classes:${programs.hadoop}/lib/*`;
    const viewer = 'org.apache.hadoop.hdfs.tools.offlineImageViewer.OfflineImageViewerPB';
    execFileSync('java', ['-Xmx512m', '-cp', classes, viewer, '-p', 'ReverseXML', '-i', xml, '-o', image], {
      stdio: 'pipe',
    });
    const plain = fs.readFileSync(image);
    expect(plain.length / FILES).toBeLessThan(IMAGE_BYTES_PER_FILE);
    expect(plain.length / FILES).toBeGreaterThan((IMAGE_BYTES_PER_FILE * 2) / 3);
    expect(deflateSync(plain).length / FILES).toBeLessThan(IMAGE_BYTES_PER_FILE / 2);
  });
});

test.each([
  [0, '2Gi', '2Gi'],
  [20e6, '14Gi', '6Gi'],
  [80e6, '50Gi', '24Gi'],
  [100e6, '62Gi', '30Gi'],
])('%d files need volumes of %s, and a backup %s', (files, volume, scratch) => {
  expect(quantityOf(nameNodeStorage(files))).toBe(volume);
  expect(quantityOf(backupScratch(files))).toBe(scratch);
});

test('the backup of 100 million files fits on a node whose root volume has 100 GiB', () => {
  const made = cluster({ nameNodes: { expectedFiles: 100e6 }, backup: { store } });
  const backup = podGroups(made.cluster).find(({ name }) => name === 'lake-backup')!;
  expect(bytesOf(backup.ephemeralStorage)).toBeLessThan(bytesOf(allocatableDisk(Size.gibibytes(100))));
});

describe('the volume of a NameNode', () => {
  const sizes = (props: Partial<hadoop.HadoopClusterProps>) => {
    const objects = cluster(props).objects();
    const { spec } = find<{
      spec: { volumeClaimTemplates: { spec: { resources: { requests: { storage: string } } } }[] };
    }>(objects, 'StatefulSet', 'lake-namenode');
    const lists = objects.filter(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('lake-namenode-growth'),
    );
    const claims = lists.map(({ data }) => (data as Record<string, string>).claims);
    return {
      made: spec.volumeClaimTemplates[0].spec.resources.requests.storage,
      growth: /^data-lake-namenode-0 (\S+)$/m.exec(claims.join(''))?.[1],
    };
  };

  test.each([
    ['few files', {}, '50Gi', undefined],
    ['as many as it holds', { expectedFiles: 80e6 }, '50Gi', undefined],
    ['more', { expectedFiles: 100e6 }, '50Gi', '62Gi'],
    ['more, in a volume that was given', { expectedFiles: 100e6, storage: Size.gibibytes(55) }, '55Gi', undefined],
    ['more, and a size that it grows to', { expectedFiles: 100e6, grownTo: Size.gibibytes(70) }, '50Gi', '70Gi'],
  ])('is made as ever, and grows where it must: %s', (_, nameNodes, madeWith, growth) => {
    expect(sizes({ nameNodes })).toEqual({ made: madeWith, growth });
  });

  test('is small without high availability, until the files are many', () => {
    expect(sizes(single)).toEqual({ made: '5Gi', growth: undefined });
    expect(sizes({ ...single, nameNodes: { expectedFiles: 10e6 } })).toEqual({ made: '5Gi', growth: '8Gi' });
  });
});
