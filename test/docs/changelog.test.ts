import * as fs from 'node:fs';
import * as path from 'node:path';
import { operators } from 'bigdata-constructs';
import * as doris from '../../lib/doris/resolve';
import * as presto from '../../lib/presto/resolve';
import * as foundationDb from '../../lib/services/foundation-db/resolve';
import * as metastore from '../../lib/services/hive-metastore/resolve';
import * as spark from '../../lib/spark/resolve';
import { cluster as olap } from '../clickhouse/clusters';
import { cluster as lake } from '../hadoop/clusters';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';

const changelog = fs.readFileSync(path.join(__dirname, '..', '..', 'CHANGELOG.md'), 'utf8');

/** The first table under a heading of the newest release: what stands in its first two columns. */
function table(heading: string): Record<string, string> {
  const [, section = ''] = changelog.split(`### ${heading}\n`);
  const [rows] = section.split(/^#/m);
  const cells = [...rows.matchAll(/^\| (\S[^|]*?) +\| (\S[^|]*?) +\|/gm)].map(([, name, release]) => [name, release]);
  return Object.fromEntries(cells.slice(2)) as Record<string, string>;
}

/** The tag that a pod of a cluster runs from, whose version nobody gave. */
function tagOf(object: KubeObject): string {
  const [{ template }] = podTemplatesOf(object);
  const { containers } = template.spec as { containers: { image: string }[] };
  return containers[0].image.split(':')[1];
}

test("the changelog names the engines' releases that who gives none gets", () => {
  const [clickHouse, hadoop] = [olap().objects(), lake().objects()];
  expect(table('Defaults')).toEqual({
    ClickHouse: tagOf(find(clickHouse, 'ClickHouseInstallation')),
    Doris: doris.DEFAULT_VERSION.release,
    FoundationDB: foundationDb.DEFAULT_VERSION.release,
    Hadoop: tagOf(find(hadoop, 'StatefulSet', 'lake-namenode')),
    'Hive Metastore': metastore.DEFAULT_VERSION.release,
    Presto: presto.DEFAULT_VERSION.release,
    Spark: spark.DEFAULT_VERSION.release,
    ZooKeeper: tagOf(find(hadoop, 'StatefulSet', 'lake-zookeeper')),
  });
});

test('the changelog names the charts of operators', () => {
  const charts = Object.values(operators.OperatorCharts) as operators.OperatorChart[];
  expect(charts.length).toBeGreaterThan(10);
  expect(table('Operators')).toEqual(Object.fromEntries(charts.map(({ name, version }) => [name, version])));
});
