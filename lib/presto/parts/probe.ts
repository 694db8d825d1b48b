import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu } from '../../core';
import { Volume } from '../../kubernetes';
import { ScheduledProgram } from '../../workloads/internal';
import { partOf, PROBE_USER, USER } from '../components';
import { ClusterCredentials } from '../credentials';
import { CONFIG } from '../paths';
import { ProbedAt, probeProgram } from '../programs/probe-program';
import { ResolvedPresto } from '../resolve';

/** What a catalog's container is called: kube-state-metrics says by it which one failed. */
export function probeContainer(catalog: string): string {
  return catalog.replace(/_/g, '-');
}

/** Asks each catalog a query every five minutes, as a client does: a container each, so that it is known which one fails. */
export class Probe extends ScheduledProgram {
  public constructor(
    scope: Construct,
    id: string,
    { name, version, catalogs, overrides }: ResolvedPresto,
    credentials: ClusterCredentials,
    at: ProbedAt,
  ) {
    const given = overrides.pods.probe ?? {};
    super(scope, id, {
      name: `${name}-probe`,
      partOf: partOf(name, 'probe'),
      files: { probe: probeProgram(credentials.curl(PROBE_USER), at) },
      user: USER,
      architectures: version._release.architectures,
      overrides: overrides.pods.probe,
      schedule: '*/5 * * * *',
      deadline: Duration.minutes(4),
      undisturbed: false,
      keepFor: Duration.hours(1),
      atOnce: true,
      containers: (files) =>
        Object.keys(catalogs).map((catalog, index) => ({
          name: probeContainer(catalog),
          ...version._release.image('server'),
          command: ['/bin/sh', `${CONFIG}/probe`, catalog],
          resources: { cpu: Cpu.millis(20), memory: Size.mebibytes(64) },
          // What is given besides reaches the first by itself.
          env: index > 0 ? given.env : undefined,
          mounts: [
            { volume: Volume.configFiles('program', files), path: CONFIG, readOnly: true },
            ...credentials.probeMounts,
            { volume: Volume.emptyDir('tmp'), path: '/tmp' },
            ...(index > 0 ? (given.mounts ?? []) : []),
          ],
        })),
    });
  }
}
