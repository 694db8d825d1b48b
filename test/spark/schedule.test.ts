import { Cron } from 'croner';
import { scheduleOf } from '../../lib/spark/config/schedule';

const HOUR = 3_600_000;

/** Every run from a day to another, one by one. */
function gapsBetween(cron: string, timezone: string, from: string, to: string): number[] {
  const job = new Cron(cron, { timezone, mode: '5-part' });
  const times: number[] = [];
  for (let next = job.nextRun(from); next && next < new Date(to); next = job.nextRun(next)) times.push(next.getTime());
  return times.slice(1).map((time, index) => time - times[index]);
}

describe('the shortest and the longest time between two runs', () => {
  test.each([
    ['by day and by week', '*/10 8-18 * * 1-5', 'UTC', '2024-05-01', '2024-05-15'],
    ['that come in bursts, all day', '0,5,50 * * * *', 'UTC', '2024-05-01', '2024-05-03'],
    ['of office hours', '7-52/15 6-20 * * *', 'UTC', '2024-05-01', '2024-05-04'],
    ['at night, where clocks are put forward', '0 1,4 * * *', 'America/New_York', '2024-03-01', '2024-03-20'],
    ['at night, where clocks are put back', '0 1,4 * * *', 'America/New_York', '2024-10-25', '2024-11-10'],
  ])('of runs %s', (_, cron, timeZone, from, to) => {
    const gaps = gapsBetween(cron, timeZone, from, to);
    const { interval, pause } = scheduleOf(cron, timeZone);
    expect(interval!.toMilliseconds()).toBeLessThanOrEqual(Math.min(...gaps));
    expect(pause!.toMilliseconds()).toBeGreaterThanOrEqual(Math.max(...gaps));
    // Clocks apart, they are no more than that.
    expect(pause!.toMilliseconds()).toBeLessThanOrEqual(Math.max(...gaps) + HOUR);
  });

  test.each([
    ['0 2 * * *', 'UTC', 24, 24],
    ['0 2 * * *', 'Europe/Berlin', 23, 25],
    ['0 2 * * 1-5', 'UTC', 24, 72],
    ['0 0 29 2 *', 'UTC', 35_064, 70_104],
    ['* * * * *', 'UTC', 1 / 60, 1 / 60],
  ])('of %s in %s', (cron, timeZone, interval, pause) => {
    const found = scheduleOf(cron, timeZone);
    expect([found.interval, found.pause].map((time) => time!.toMilliseconds() / HOUR)).toEqual([interval, pause]);
  });

  test.each([
    ['0 2 30 2 *', 'UTC'],
    ['0 2 * *', 'UTC'],
    ['61 2 * * *', 'UTC'],
    ['0 2 * * *', 'Europe/Atlantis'],
  ])('is none of %s in %s', (cron, timeZone) => {
    expect(scheduleOf(cron, timeZone)).toEqual({ cron, timeZone });
  });
});
