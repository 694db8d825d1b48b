import { propertiesFile } from '../../kubernetes/internal';

/** What log4j.properties is made from. */
export interface Log4jInput {
  readonly json: boolean;
  readonly overrides: Record<string, string>;
}

/**
 * Everything to the console, where Kubernetes keeps it: the root of the file system is read-only.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/api/org/apache/hadoop/log/Log4Json.html
 */
export function log4j({ json, overrides }: Log4jInput): string {
  const properties: Record<string, string> = {
    'log4j.rootLogger': 'INFO, console',
    'log4j.appender.console': 'org.apache.log4j.ConsoleAppender',
    'log4j.appender.console.target': 'System.err',
    ...(json
      ? { 'log4j.appender.console.layout': 'org.apache.hadoop.log.Log4Json' }
      : {
          'log4j.appender.console.layout': 'org.apache.log4j.PatternLayout',
          'log4j.appender.console.layout.ConversionPattern': '%d{ISO8601} %p %c{2}: %m%n',
        }),
    // A line for each block, call and question of a probe says nothing to who reads it at night. Who wants to know who did what in HDFS
    // raises the last one to INFO.
    'log4j.logger.BlockStateChange': 'WARN',
    'log4j.logger.org.apache.hadoop.hdfs.StateChange': 'WARN',
    'log4j.logger.SecurityLogger': 'WARN',
    'log4j.logger.http.requests': 'WARN',
    'log4j.logger.org.apache.hadoop.hdfs.server.namenode.FSNamesystem.audit': 'WARN',
    ...overrides,
  };
  return propertiesFile(properties);
}
