import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu } from '../../../core';
import { Volume } from '../../../kubernetes';
import { ScheduledProgram } from '../../../workloads/internal';
import { partOf, USER } from '../components';
import { CONFIG } from '../paths';
import { askProgram } from '../programs/ask-program';
import { program } from '../programs/environment-program';
import { ResolvedMetastore } from '../resolve';

/** What the probe is made from. */
export interface ProbeInput {
  readonly resolved: ResolvedMetastore;
  /** Where clients find the metastore. */
  readonly host: string;
}

/** Asks for all databases every few minutes, as a client does: over the Service, down to the database. */
export class MetastoreProbe extends ScheduledProgram {
  public constructor(scope: Construct, id: string, { resolved, host }: ProbeInput) {
    const { name, version, pods } = resolved;
    super(scope, id, {
      name: `${name}-metastore-probe`,
      partOf: partOf(name, 'probe'),
      files: { 'ask.sh': askProgram() },
      user: USER,
      architectures: version._release.architectures,
      overrides: pods,
      containers: (files) => [
        {
          name: 'probe',
          ...version._release.image('metastore'),
          command: [...program('ask.sh'), 'get_all_databases', host],
          resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(64) },
          mounts: [{ volume: Volume.configFiles('config', files), path: CONFIG, readOnly: true }],
        },
      ],
      schedule: '*/5 * * * *',
      deadline: Duration.minutes(4),
      undisturbed: false,
      keepFor: Duration.hours(1),
    });
  }
}
