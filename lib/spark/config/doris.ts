import { NetworkPort } from '../../core';
import { EnvValue } from '../../kubernetes';
import { SparkDorisOptions } from '../application-props';

/** Doris' own connector, of a release that Maven's central repository serves: for Spark 3.5 and Scala 2.12. */
export const CONNECTOR = 'org.apache.doris:spark-doris-connector-spark-3.5:25.1.0';

/** Where backends listen for what the connector says to them: HTTP, by which they are loaded, and Thrift, by which they are read. */
const BACKENDS = [8040, 9060];

type Clusters = Record<string, SparkDorisOptions>;

/**
 * How Spark finds Doris clusters, by the names that statements have for them. The connector takes a password as text alone, which programs give it.
 *
 * @see https://doris.apache.org/docs/4.x/ecosystem/spark-doris-connector
 */
export function dorisConf(clusters: Clusters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(clusters).flatMap(([name, { host, httpPort, queryPort, user, properties }]) => {
      const key = `spark.sql.catalog.${name}`;
      const given = {
        'doris.fenodes': `${host}:${portsOf({ httpPort, queryPort }).http}`,
        'doris.query.port': String(portsOf({ httpPort, queryPort }).query),
        'doris.user': user,
        ...properties,
      };
      return [
        [key, 'org.apache.doris.spark.catalog.DorisTableCatalog'],
        ...Object.entries(given).map(([property, value]) => [`${key}.${property}`, value]),
      ];
    }),
  ) as Record<string, string>;
}

/** The passwords of Doris clusters, in the environment of the driver: it hands what executors need to them. */
export function dorisEnv(clusters: Clusters): Record<string, EnvValue> {
  return Object.fromEntries(
    Object.entries(clusters).map(([name, { password }]) => [passwordVariable(name), EnvValue.secret(password)]),
  );
}

/** What driver and executors reach of a Doris cluster. */
export function dorisPorts(cluster: Pick<SparkDorisOptions, 'httpPort' | 'queryPort'>): NetworkPort[] {
  const { http, query } = portsOf(cluster);
  return [http, query, ...BACKENDS].map((port) => ({ name: `doris-${port}`, port }));
}

/** The variable that holds the password of a Doris cluster. */
function passwordVariable(name: string): string {
  return `DORIS_${name.toUpperCase()}_PASSWORD`;
}

function portsOf({ httpPort = 8030, queryPort = 9030 }: Pick<SparkDorisOptions, 'httpPort' | 'queryPort'>) {
  return { http: httpPort, query: queryPort };
}
