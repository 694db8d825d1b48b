import { Checks, forHighAvailability, Rule } from '../../core/internal';
import { DorisInput } from '../rules';

const check = new Checks<DorisInput>();

/** Checks on backups, and on what is brought back from them. */
export const backupRules: ReadonlyArray<Rule<DorisInput>> = [
  {
    code: 'DO037',
    prop: 'backup.schedule',
    remedy: 'name minute, hour, day of the month, month and day of the week, in UTC: 0 2 * * *',
    ...check.cron(({ resolved }) => resolved.backup?.schedule),
  },
  {
    code: 'DO038',
    prop: 'backup.prefix',
    remedy: 'name where backups lie in the bucket, without a / at either end',
    ...check.storePrefix(({ resolved }) => resolved.backup?.prefix),
  },
  {
    code: 'DO039',
    prop: 'backup',
    must: 'be set where data is retained: replicas follow a DROP TABLE at once',
    remedy: 'name an object store, or acknowledge that the data can be made again',
    severity: 'warning',
    violation: (input) =>
      input.resolved.highAvailability && !input.resolved.backup ? forHighAvailability(input, 'none') : undefined,
  },
  {
    code: 'DO040',
    prop: 'restore',
    ...check.needed(
      'where to restore from, by source or by backup',
      ({ resolved }) => resolved.restore?.source,
      ({ resolved }) => resolved.restore !== undefined,
    ),
    remedy: 'name the store and the prefix of the backups that are to be read',
  },
  {
    code: 'DO041',
    prop: 'restore.databases',
    remedy: 'name them as SHOW SNAPSHOT does',
    ...check.each(
      ({ resolved }) => resolved.restore?.databases.flatMap(({ database, snapshot }) => [database, snapshot]),
      "be names of letters, digits, '_' and '-'",
      (name) => /^[A-Za-z][\w-]*$/.test(name),
    ),
  },
  {
    code: 'DO042',
    prop: 'restore.databases[].timestamp',
    remedy: 'copy it from SHOW SNAPSHOT: 2026-11-27-02-00-07',
    ...check.pattern(
      ({ resolved }) => resolved.restore?.databases.map(({ timestamp }) => timestamp),
      /^\d{4}(-\d\d){5}$/,
      'be year, month, day, hour, minute and second, with dashes between',
    ),
  },
  {
    code: 'DO044',
    prop: 'restore.source.prefix',
    remedy: 'name where the backups of the other cluster lie, without a / at either end',
    ...check.storePrefix(({ resolved: { restore } }) => (restore?.foreign ? restore.source?.prefix : undefined)),
  },
];
