import { Size } from 'cdk8s';
import { Cpu } from '../core';

/** The most applications a minute that one operator starts in time: https://github.com/kubeflow/spark-operator/issues/1990 */
export const MOST_APPLICATIONS = 100;

/** How long a submission may take in a busy minute: three times what others saw at 100 of them. */
const SUBMISSION_SECONDS = 12;
/** CPU seconds and MiB of one submission with these options, a JVM in the controller's pod: two to three were measured, and 270. */
const SUBMISSION = { cpuSeconds: 2, memory: 320 };
/** MiB of the controller itself. */
const CONTROLLER_MEMORY = 512;

/** A JVM that lives for seconds compiles more than it runs: with these it takes half of the CPU. */
export const SUBMISSION_OPTIONS = '-XX:+UseSerialGC -XX:TieredStopAtLevel=1';

/** What the controller needs for so many applications in the busiest minute. */
export function controllerSizing(applicationsPerMinute: number) {
  const submissions = Math.ceil((applicationsPerMinute / 60) * SUBMISSION_SECONDS);
  // Each holds one for as long as it takes, and one that hangs for ever: never only a few.
  const workers = Math.max(4, submissions);
  const halfTenths = Math.ceil((applicationsPerMinute / 60) * SUBMISSION.cpuSeconds * 20);
  return {
    /** How many applications it looks after at once, and so how many submissions run at most. */
    workers,
    cpu: Cpu.millis(Math.max(250, halfTenths * 50)),
    // A submission that does not fit is killed, and its application has failed.
    memory: Size.mebibytes(CONTROLLER_MEMORY + workers * SUBMISSION.memory),
    /** Calls to the API server a second: with the chart's 20, the applications of a burst wait for each other. */
    kubeAPIQPS: Math.max(20, applicationsPerMinute),
    kubeAPIBurst: Math.max(30, 2 * applicationsPerMinute),
  };
}
