import { propertiesFile } from '../../../kubernetes/internal';

/** Everything to the console, where Kubernetes keeps it: who dropped which table stands there. */
export function log4j2(): string {
  return propertiesFile({
    status: 'WARN',
    'appender.console.type': 'Console',
    'appender.console.name': 'console',
    'appender.console.target': 'SYSTEM_ERR',
    'appender.console.layout.type': 'PatternLayout',
    'appender.console.layout.pattern': '%d{ISO8601} %-5p [%t] %c{1}: %m%n',
    'rootLogger.level': 'INFO',
    'rootLogger.appenderRef.console.ref': 'console',
    // It says of every field whether it has one.
    'logger.datanucleus.name': 'DataNucleus',
    'logger.datanucleus.level': 'ERROR',
  });
}
