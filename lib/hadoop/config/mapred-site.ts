import { Properties } from '../../kubernetes/internal';
import { HadoopLayout } from '../layout';
import { PORTS } from '../ports';

/** What mapred-site.xml is made from. */
export interface MapredSiteInput {
  readonly layout: HadoopLayout;
  readonly overrides: Record<string, string>;
}

/** Where Hadoop lies in the image. */
const HOME = 'HADOOP_MAPRED_HOME=/opt/hadoop';

/**
 * MapReduce's, for who submits and for the history server.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-mapreduce-client/hadoop-mapreduce-client-core/mapred-default.xml
 */
export function mapredSite({ layout, overrides }: MapredSiteInput): Properties {
  const { host } = layout.historyServer;
  return {
    'mapreduce.framework.name': 'yarn',
    'mapreduce.map.memory.mb': 1024,
    'mapreduce.reduce.memory.mb': 1024,
    'yarn.app.mapreduce.am.resource.mb': 1024,
    // The heap of a task follows from its container.
    'mapreduce.job.heap.memory-mb.ratio': 0.8,
    'mapreduce.application.classpath':
      '$HADOOP_MAPRED_HOME/share/hadoop/mapreduce/*,$HADOOP_MAPRED_HOME/share/hadoop/mapreduce/lib/*',
    'yarn.app.mapreduce.am.env': HOME,
    'mapreduce.map.env': HOME,
    'mapreduce.reduce.env': HOME,
    'yarn.app.mapreduce.am.staging-dir': '/user',
    'mapreduce.jobhistory.intermediate-done-dir': '/mr-history/tmp',
    'mapreduce.jobhistory.done-dir': '/mr-history/done',
    'mapreduce.jobhistory.address': `${host}:${PORTS.history.port}`,
    'mapreduce.jobhistory.webapp.address': `${host}:${PORTS.historyHttp.port}`,
    'mapreduce.jobhistory.bind-host': '0.0.0.0',
    ...overrides,
  };
}
