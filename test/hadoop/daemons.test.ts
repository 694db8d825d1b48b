import { Cpu, scaling } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithHadoop } from '../helpers/authorities';
import { OBJECT_STORE, startObjectStore } from '../lab/object-store';
import { scenariosOn } from '../lab/scenarios';
import { CATALOGUE, missingFrom } from './catalogue';
import { store } from './clusters';
import { hdfsScenarios } from './hdfs-scenarios';
import { LabCluster } from './lab-cluster';
import { yarnScenarios } from './yarn-scenarios';

const size = (cpu: number, memory: number) => ({ cpu: Cpu.units(cpu), memory: Size.gibibytes(memory) });

describeWithHadoop('the daemons of a HadoopCluster, started with what it renders', () => {
  const scenario = scenariosOn(async () => {
    const cluster = await LabCluster.start(
      {
        dataNodes: { count: 5, size: size(1, 4), volumes: [{ size: Size.gibibytes(10) }] },
        yarn: {
          nodeManagers: { scaling: scaling.Scaling.exactly(2), size: size(2, 6), localStorage: Size.gibibytes(5) },
          spotNodeManagers: { scaling: scaling.Scaling.exactly(1), size: size(2, 6), localStorage: Size.gibibytes(5) },
          queues: [
            { name: 'default', capacity: 80 },
            { name: 'etl', capacity: 20 },
          ],
        },
        snapshots: [{ path: '/warehouse', keep: 2 }],
        backup: { store: { ...store, endpoint: OBJECT_STORE } },
        httpFs: { min: 1, max: 2, size: size(1, 2) },
        overrides: {
          // A file has several blocks, and what waits by default for half a minute does not.
          hdfsSite: {
            'dfs.blocksize': '1048576',
            'dfs.namenode.safemode.extension': '2000',
            'dfs.namenode.decommission.interval': '2',
          },
          coreSite: { 'ha.zookeeper.session-timeout.ms': '8000', 'hadoop.zk.timeout-ms': '8000' },
        },
      },
      ['a', 'b'],
    );
    startObjectStore(cluster.lab);
    return cluster;
  });

  hdfsScenarios(scenario);
  yarnScenarios(scenario);

  scenario('expose every metric of the catalogue', async (cluster) => {
    for (const [component, metrics] of Object.entries(CATALOGUE)) {
      const missing = missingFrom(await cluster.expositions(`lake-${component}`), metrics);
      expect([component, missing]).toEqual([component, []]);
    }
  });
});
