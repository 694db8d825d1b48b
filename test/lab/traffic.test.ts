import { spawn } from 'node:child_process';
import { describeWithCommand } from '../helpers/authorities';
import { Lab } from './lab';
import { scenariosOn } from './scenarios';
import { Traffic } from './traffic';

/** Listens on a port of its pod for as long as the lab lives. */
const LISTEN = (port: number) =>
  `import socket; s = socket.create_server(("0.0.0.0", ${port})); [s.accept() for _ in iter(int, 1)]`;

describeWithCommand('ip', 'the traffic of a lab', () => {
  const scenario = scenariosOn(async () => {
    const lab = await Lab.start();
    for (const name of ['client', 'server']) {
      const address = lab.network.add(name, [name]);
      lab.addresses.set(address, { name, namespace: 'ns', spec: { containers: [] } });
    }
    const [command, ...args] = lab.network.podCommand('server', 'python3', '-c', LISTEN(7001));
    spawn(command, args, { stdio: 'ignore' });
    return { lab, traffic: await Traffic.watch(lab), read: await Traffic.watch(lab, 'open sesame') };
  });

  scenario('is who asked whom for a connection, whether that was to be had or not', async ({ lab, traffic }) => {
    const names = () =>
      traffic.connections.map(({ from, to, port }) => `${from?.name ?? 'none'} -> ${to?.name ?? 'none'} ${port}`);
    const server = [...lab.addresses].find(([, { name }]) => name === 'server')![0];
    const ask = (port: number) =>
      lab.network.run(
        `ip netns exec client bash -c ': </dev/tcp/${server}/${port}' 2>/dev/null && echo yes || echo no`,
      );
    await lab.until('the server listens', () => Promise.resolve(ask(7001) === 'yes\n'));
    expect(ask(7002)).toBe('no\n');
    await lab.until('both are seen', () => {
      expect(names().sort()).toEqual(['client -> server 7001', 'client -> server 7002']);
      return Promise.resolve();
    });
  });

  scenario('is who sends a text that can be read', async ({ lab, read }) => {
    const [[server]] = [...lab.addresses].filter(([, { name }]) => name === 'server');
    const say = (text: string, from = '') => lab.network.run(`${from} bash -c 'echo ${text} >/dev/tcp/${server}/7001'`);
    say('open barley');
    say('they say open sesame here', 'ip netns exec client');
    await lab.until('it is seen', () => {
      const ways = read.connections.map(({ from, to, port }) => [from?.name, to?.name, port]);
      expect(ways).toEqual([['client', 'server', 7001]]);
      return Promise.resolve();
    });
  });
});
