import { runbooksOf, runbooksSuite } from '../helpers/runbooks-suite';
import { kueue, queued, scheduled, watched } from './clusters';

const pages = runbooksOf('spark');

runbooksSuite({
  engine: 'spark',
  objects: [...scheduled({}, watched).objects(), ...queued(kueue).objects()],
  deadly: /delete (scheduled)?spark(application|connect)/,
  holdsData: false,
});

test('the pages on schedules say that runs go with them', () => {
  expect(pages['SparkScheduleOverdue.md']).toMatch(/never delete the ScheduledSparkApplication while a run goes on/i);
  expect(pages['SparkScheduleInvalid.md']).toMatch(/wait until no run of it goes on/i);
});
