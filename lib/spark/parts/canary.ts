import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { StoreAccess } from '../../core';
import { Monitoring } from '../../monitoring';
import { Scaling } from '../../scaling';
import { ISparkPlatform } from '../interfaces';
import { Job } from '../job';
import { CANARY_RUNS } from '../monitoring/slos';
import { CANARY_PROGRAM } from '../programs/canary-program';
import { ScheduledSparkApplication } from '../scheduled-spark-application';
import { LocalDisk } from '../shuffle';
import { SparkShape } from '../spark-shape';
import { SparkTeam } from '../spark-team';

/** Runs a small job all the time, as a team of its own would: what it cannot do, teams cannot either. */
export class Canary extends Construct {
  public readonly teamName: string;
  /** The name of the schedule. */
  public readonly schedule: string;
  public readonly storeAccess: StoreAccess[];

  public constructor(scope: Construct, id: string, platform: ISparkPlatform) {
    super(scope, id);
    const name = `${platform.settings.name}-canary`;
    const team = new SparkTeam(this, 'Team', { name, platform, monitoring: Monitoring.none() });
    const shape = SparkShape.of({ cores: 1, memory: Size.gibibytes(1) });
    const within = Duration.minutes(CANARY_RUNS.withinMinutes);
    new ScheduledSparkApplication(this, 'Application', {
      team,
      name,
      job: Job.pythonSource(CANARY_PROGRAM),
      schedule: `*/${CANARY_RUNS.everyMinutes} * * * *`,
      deadline: within,
      freshWithin: within,
      driver: shape,
      executor: shape,
      executors: Scaling.exactly(1),
      localDisk: LocalDisk.node(Size.gibibytes(1)),
      successfulRuns: 1,
      failedRuns: 1,
    });
    this.teamName = name;
    this.schedule = name;
    this.storeAccess = team.storeAccess;
  }
}
