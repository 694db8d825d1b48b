/** Stops what the set-up started. */
export default function globalTeardown(): void {
  (globalThis as { stopControlPlane?: () => void }).stopControlPlane?.();
}
