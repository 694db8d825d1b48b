import { nodeAlone } from '../gate/run-mode';
import { startControlPlane } from './control-plane-process';

/** One control plane for all tests of a run. */
export default async function globalSetup(): Promise<void> {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (!assets || nodeAlone()) return;
  const controlPlane = await startControlPlane(assets, process.env.BIGDATA_CRDS);
  process.env.TEST_CONTROL_PLANE = JSON.stringify(controlPlane.access);
  (globalThis as { stopControlPlane?: () => void }).stopControlPlane = controlPlane.stop;
}
