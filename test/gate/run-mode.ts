/** Whether tests are to run with Node alone, whatever tools there are: those that ask an authority are skipped by name. */
export function nodeAlone(env: Record<string, string | undefined> = process.env): boolean {
  return env.TESTS_WITH === 'node';
}
