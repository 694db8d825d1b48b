import { Lab } from './lab';

/** Something that happens to what runs in a lab, and what must hold afterwards. */
export type Scenario<T> = (name: string, body: (running: T) => Promise<void>) => void;

/** Tests that follow one another in one lab: what comes after a failure has nothing to stand on. Logs of a failure are kept. */
export function scenariosOn<T extends { readonly lab: Lab }>(start: () => Promise<T>): Scenario<T> {
  let running: T | undefined;
  let failed = false;
  jest.setTimeout(300_000);
  beforeAll(async () => {
    running = await start();
  });
  afterAll(() => running?.lab.stop({ keep: failed }));
  return (name, body) =>
    test(name, async () => {
      if (failed || !running) throw new Error('an earlier scenario failed');
      failed = true;
      await body(running);
      failed = false;
    });
}
