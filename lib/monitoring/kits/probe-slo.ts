import { of } from '../of';
import { JOB } from '../platform-metrics';
import { SloProps } from '../slo';

/** A CronJob that uses a cluster every five minutes as a client would. */
export interface ProbedService {
  /** The objective's name: `WriteAvailability`. */
  readonly name: string;
  /** What succeeds, as a sentence without its end: `A client that writes a file, reads it and deletes it succeeds`. */
  readonly description: string;
  /** The CronJob's name. */
  readonly job: string;
}

/** Of the runs of the probe, always the one that began five to ten minutes ago: it has ended by then, so each run counts once. */
export function probeSlo({ name, description, job }: ProbedService): SloProps {
  const own = `{job_name=~"${job}-[0-9]+"}`;
  const ended = (created: string) => `((time() - ${created}${own}) >= 300) < 600`;
  return {
    name,
    description: `${description}: counted in tries, one every five minutes.`,
    // Twelve tries an hour: with more nines, one that fails would wake somebody.
    objective: 99,
    bad: of(`sum(($1${own} == bool 0) and on (job_name) (${ended('$2')}))`, JOB.succeeded, JOB.created),
    total: of(`count(${ended('$1')})`, JOB.created),
  };
}
