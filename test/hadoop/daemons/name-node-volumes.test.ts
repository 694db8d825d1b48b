import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeWithHadoop } from '../../helpers/authorities';
import { allFilesAreThere, logOf, loseVolume, NAME_NODES, scenariosOnHdfs, smallCluster, write } from './hdfs';

describeWithHadoop('NameNodes whose volumes are lost, with what a HadoopCluster renders', () => {
  const scenario = scenariosOnHdfs(smallCluster(2));

  scenario('copies the image to a NameNode that lost its volume, and makes no new file system', async (cluster) => {
    await write(cluster, '/before', 6);
    const standby = await cluster.nameNode('standby');
    await cluster.lab.deletePod(standby);
    loseVolume(cluster, standby);
    cluster.sets.startPod(NAME_NODES, Number(standby.slice(-1)));
    await cluster.ready(NAME_NODES);
    const log = logOf(cluster, standby, 'bootstrap');
    expect(log).toContain('copying the image from another NameNode');
    expect(log).not.toContain('making a new file system');
    await cluster.lab.until('it is standby', async () => (await cluster.nameNodeStates())[standby] === 'standby');
  });

  scenario('copies the image to a NameNode whose own was cut off, and keeps what was there', async (cluster) => {
    const standby = await cluster.nameNode('standby');
    const volume = path.join(cluster.lab.folder, 'claims', `data-${standby}`);
    await cluster.lab.deletePod(standby);
    const current = path.join(volume, 'name', 'current');
    for (const file of fs.readdirSync(current)) if (file.startsWith('fsimage')) fs.rmSync(path.join(current, file));
    expect(fs.existsSync(path.join(current, 'VERSION'))).toBe(true);
    fs.rmSync(path.join(cluster.lab.folder, 'pods', standby), { recursive: true });
    cluster.sets.startPod(NAME_NODES, Number(standby.slice(-1)));
    await cluster.ready(NAME_NODES);
    expect(fs.readdirSync(volume).some((name) => name.startsWith('name.incomplete.'))).toBe(true);
    expect(logOf(cluster, standby, 'bootstrap')).not.toContain('making a new file system');
    await allFilesAreThere(cluster);
  });
});
