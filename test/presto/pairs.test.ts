import { presto } from 'bigdata-constructs';
import { minimal, trino } from './clusters';
import { pairsSuite } from './pairs';

/** Forms of security that encrypt. */
const TLS = ['passwordFile', 'token', 'ldap'].map((form) => `security ${form}`);

pairsSuite({
  base: minimal,
  samples: {
    'version trino': { version: trino.version },
    'version own': {
      version: presto.PrestoVersion.of('0.296', { images: { server: { image: 'example.com/presto:ours' } } }),
    },
  },
  refused: (has) => [
    ...(has('expose') && !has('security passwordFile') && !has('security ldap') && !has('security token')
      ? ['PR050']
      : []),
    ...(has('security token') && !has('version trino') ? ['PR056'] : []),
    ...(has('faultTolerance') && !has('version trino') ? ['PR060'] : []),
    ...(has('workers spot') && !has('faultTolerance') && !has('acknowledge queriesEndWithWorkers') ? ['PR063'] : []),
    ...(has('resourceManagers') && has('version trino') ? ['PR070'] : []),
    ...(has('resourceManagers') && TLS.some(has) ? ['PR073'] : []),
  ],
  everywhere: [...TLS, ...['expose', 'faultTolerance', 'workers spot']],
  changed: {
    'the other distribution says it otherwise, or knows no such thing': [
      'catalogs events with version trino',
      'catalogs lake with version trino',
      'catalogs tables with version trino',
      'coordinator with version trino',
      'monitoring with version trino',
      'version trino with overrides logLevels',
      'workers spill with version trino',
    ],
    'the probe asks a catalog by the image of the cluster, and both say which': [
      ...['cache', 'crm', 'events', 'lake', 'scratch', 'shop', 'tables', 'tpcds'].map(
        (catalog) => `catalogs ${catalog} with version own`,
      ),
      ...['cache', 'crm', 'scratch', 'shop', 'tpcds'].map((catalog) => `catalogs ${catalog} with version trino`),
    ],
    'where all may change, nothing is guarded': [
      'acknowledge restartedCoordinator with acknowledge queriesEndWithChanges',
    ],
    'both go into one sum': ['maxQueryTime with shutdownGrace', 'shutdownGrace with maxQueryTime', 'teams with queues'],
    'labels stand in an alert with a bound that follows from the other': [
      'maxQueryTime with monitoring',
      'monitoring with maxQueryTime',
      'monitoring with workerLossTimeout',
      'workerLossTimeout with monitoring',
    ],
  },
});
