import { homeOf } from './image';

/**
 * The heap and threads of one machine's size, put last, so that they win over those for production. Most of what JVMs do in a lab is to start:
 * what was released is not verified each time.
 */
const SMALL = [
  '-XX:-UseG1GC -Xms32m -Xmx192m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CICompilerCount=1',
  '-XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote',
].join(' ');

/** For JVMs whose heap is the one that is rendered, before all other options. */
export const QUICK = '-XX:TieredStopAtLevel=1 -XX:CICompilerCount=1';

/** What images with Java have: this machine's, and LAB_JAVA_OPTS, which their launchers put after all other options. */
export function javaEnvironment(): Record<string, string> {
  return { JAVA_HOME: homeOf('java'), LAB_JAVA_OPTS: SMALL };
}
