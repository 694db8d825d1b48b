import * as fs from 'node:fs';
import * as path from 'node:path';
import { checkout } from '../gate/matching';
import { nodeAlone } from '../gate/run-mode';
import { Suites } from '../gate/suites';
import { startControlPlane } from './control-plane-process';

/** What Jest says of a run: with paths that are given, those are the suites that run. */
interface Run {
  readonly runTestsByPath: boolean;
  readonly nonFlagArgs: readonly string[];
}

/** The authorities that are the control plane of the run, or ask it: `ControlPlane`, `Scheduler`. */
function ofControlPlane(): string[] {
  const text = fs.readFileSync(path.join(__dirname, 'authorities.ts'), 'utf8');
  const [, ...functions] = text.split(/^export function describeWith/m);
  return functions.flatMap((body) => (body.includes('controlPlane()') ? (/^\w+/.exec(body) ?? []) : []));
}

/** Whether any suite of a run asks the control plane. */
function isAsked({ runTestsByPath, nonFlagArgs }: Run): boolean {
  if (!runTestsByPath) return true;
  const suites = new Suites();
  const asking = ofControlPlane();
  return nonFlagArgs
    .map((name) => path.relative(checkout, path.resolve(name)))
    .some((name) => !suites.all.includes(name) || suites.authoritiesOf(name).some((one) => asking.includes(one)));
}

/** One control plane for all tests of a run. */
export default async function globalSetup(run: Run): Promise<void> {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (!assets || nodeAlone() || !isAsked(run)) return;
  const controlPlane = await startControlPlane(assets, process.env.BIGDATA_CRDS);
  process.env.TEST_CONTROL_PLANE = JSON.stringify(controlPlane.access);
  (globalThis as { stopControlPlane?: () => void }).stopControlPlane = controlPlane.stop;
}
