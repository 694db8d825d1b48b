import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describeWithCommand } from '../helpers/authorities';
import { LabNetwork } from './network';

describeWithCommand('ip', 'the network of a lab', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-'));
  let network: LabNetwork;
  beforeAll(async () => {
    network = await LabNetwork.start(path.join(folder, 'network'));
  });
  afterAll(async () => {
    await network.stop();
    fs.rmSync(folder, { recursive: true });
  });

  test('has a machine whose address stays the same when pods come and go', () => {
    const address = () => /link\/ether (\S+)/.exec(network.run('ip link show pods'))?.[1];
    const before = address();
    expect(before).toBeDefined();
    const pods = ['one', 'two', 'three', 'four'];
    for (const pod of pods) {
      network.add(pod, [pod]);
      expect(address()).toBe(before);
    }
    for (const pod of pods) {
      network.remove(pod);
      expect(address()).toBe(before);
    }
  });
});
