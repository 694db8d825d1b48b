import { Duration } from 'cdk8s';
import { ConfigFiles, ContainerProps, EnvValue, Probe, Volume } from '../../kubernetes';
import { containerFlags, heapFlags, jvmFlags, NO_HEAP_DUMP } from '../../workloads/internal';
import { ZooKeeperSizing } from '../zookeeper-sizing';
import { ask, START } from './files';
import { CONFIG, DATA, LOG } from './paths';
import { PORTS } from './ports';
import { ResolvedZooKeeper } from './resolve';

/** The claims of a member. */
export const CLAIMS = { data: 'data', log: 'log' } as const;

/**
 * A member's container, without the image's entrypoint, which writes the configuration and the number of a single member.
 *
 * @see https://github.com/31z4/zookeeper-docker
 */
export function memberContainer(input: ResolvedZooKeeper, sizing: ZooKeeperSizing, files: ConfigFiles): ContainerProps {
  // zkServer.sh asks for a dump.
  const ours = [...heapFlags(sizing.heap), ...containerFlags(CONFIG), NO_HEAP_DUMP];
  return {
    name: 'zookeeper',
    ...input.version._release.image('zookeeper'),
    command: ['bash', START],
    env: {
      POD_NAME: EnvValue.field('metadata.name'),
      ZOOCFGDIR: EnvValue.literal(CONFIG),
      // zkServer.sh wants to make the folder although nothing is logged there.
      ZOO_LOG_DIR: EnvValue.literal('/tmp'),
      // zkServer.sh puts a flag with this number before ours.
      ZK_SERVER_HEAP: EnvValue.literal(String(sizing.heap.toMebibytes())),
      SERVER_JVMFLAGS: EnvValue.literal(jvmFlags(ours, input.javaOptions).join(' ')),
      // Nobody manages it by JMX.
      JMXDISABLE: EnvValue.literal('true'),
    },
    ports: Object.values(PORTS),
    resources: { cpu: input.size.cpu, memory: input.size.memory },
    mounts: [
      { volume: Volume.emptyDir('tmp'), path: '/tmp' },
      { volume: Volume.configFiles('config', files), path: CONFIG, readOnly: true },
      { volume: Volume.claim(CLAIMS.data), path: DATA },
      { volume: Volume.claim(CLAIMS.log), path: LOG },
    ],
    // It reads its whole tree before it listens.
    startup: Probe.command(ask('ruok', '^imok$'), { period: Duration.seconds(5), failureThreshold: 120 }),
    liveness: Probe.command(ask('ruok', '^imok$'), { failureThreshold: 6 }),
    // Only a member of a quorum has a mode.
    readiness: Probe.command(ask('srvr', 'Mode: (leader|follower)'), { period: Duration.seconds(5) }),
  };
}
