import { presto } from 'bigdata-constructs';
import { minimal } from './clusters';
import { pairsSuite } from './pairs';

/** Forms of security that encrypt. */
const TLS = ['passwordFile', 'token', 'ldap'].map((form) => `security ${form}`);

pairsSuite({
  base: { ...minimal, version: presto.PrestoVersion.TRINO_476 },
  samples: {
    'version own': {
      version: presto.PrestoVersion.trino('476', { images: { server: { image: 'example.com/trino:ours' } } }),
    },
  },
  refused: (has) => [
    ...(has('expose') && !has('security passwordFile') && !has('security ldap') && !has('security token')
      ? ['PR050']
      : []),
    ...(has('workers spot') && !has('faultTolerance') && !has('acknowledge queriesEndWithWorkers') ? ['PR063'] : []),
    ...(has('resourceManagers') ? ['PR070'] : []),
    ...(has('resourceManagers') && TLS.some(has) ? ['PR073'] : []),
  ],
  everywhere: [...TLS, ...['expose', 'faultTolerance', 'workers spot', 'resourceManagers']],
  changed: {
    'the probe asks a catalog by the image of the cluster, and both say which': [
      ...['cache', 'crm', 'events', 'lake', 'scratch', 'shop', 'tables', 'tpcds'].map(
        (catalog) => `catalogs ${catalog} with version own`,
      ),
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
