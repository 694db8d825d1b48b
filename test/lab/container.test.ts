import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describeWithCommand } from '../helpers/authorities';
import { LabContainer } from './container';
import { SYSTEM_PATH } from './images/image';
import { LabNetwork } from './network';

describeWithCommand('ip', 'a container of a lab', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-'));
  let network: LabNetwork;
  beforeAll(async () => {
    network = await LabNetwork.start(path.join(folder, 'network'));
    network.add('pod', ['pod']);
  });
  afterAll(async () => {
    await network.stop();
    fs.rmSync(folder, { recursive: true });
  });

  test('has what its image has below /usr beside what the machine has there, and writes neither', async () => {
    const image = path.join(folder, 'image');
    fs.mkdirSync(image);
    fs.writeFileSync(path.join(image, 'jar'), 'of the image\n');
    const container = new LabContainer(network, path.join(folder, 'container'), {
      pod: 'pod',
      name: 'server',
      command: [
        '/bin/sh',
        '-c',
        'cat /usr/lib/server/lib/jar; test -x /usr/bin/env; touch /usr/lib/server/file /usr/file',
      ],
      env: { PATH: SYSTEM_PATH },
      mounts: [{ source: image, target: '/usr/lib/server/lib', readOnly: true }],
    });
    expect(await container.ended).toBe(1);
    expect(container.output()).toMatch(/^of the image\n(.*Read-only file system\n){2}$/);
    expect(fs.existsSync('/usr/lib/server')).toBe(false);
  });
});
