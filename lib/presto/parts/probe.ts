import { Duration } from 'cdk8s';
import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu } from '../../core';
import { Volume } from '../../kubernetes';
import { ScheduledProgram } from '../../workloads/internal';
import { partOf, PROBE_USER, USER } from '../components';
import { ClusterCredentials } from '../credentials';
import { CONFIG } from '../paths';
import { probeProgram } from '../programs/probe-program';
import { ResolvedPresto } from '../resolve';

/** Asks each catalog a query every five minutes, as a client does. */
export class Probe extends ScheduledProgram {
  public constructor(
    scope: Construct,
    id: string,
    { name, version, catalogs, overrides }: ResolvedPresto,
    credentials: ClusterCredentials,
    url: string,
  ) {
    super(scope, id, {
      name: `${name}-probe`,
      partOf: partOf(name, 'probe'),
      files: { probe: probeProgram(credentials.curl(PROBE_USER), url, Object.keys(catalogs)) },
      user: USER,
      architectures: version._release.architectures,
      overrides: overrides.pods.probe,
      schedule: '*/5 * * * *',
      deadline: Duration.minutes(4),
      undisturbed: false,
      keepFor: Duration.hours(1),
      containers: (files) => [
        {
          name: 'probe',
          ...version._release.image('server'),
          command: ['/bin/sh', `${CONFIG}/probe`],
          resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(64) },
          mounts: [
            { volume: Volume.configFiles('program', files), path: CONFIG, readOnly: true },
            ...credentials.probeMounts,
            { volume: Volume.emptyDir('tmp'), path: '/tmp' },
          ],
        },
      ],
    });
  }
}
