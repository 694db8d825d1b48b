import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecret } from '../../core';
import { PodConnections } from '../../security';
import { Component } from '../components';
import { clientPorts } from '../ports';
import { backupProgram } from '../programs/backup-program';
import { probeProgram } from '../programs/probe-program';
import { ResolvedClickHouse } from '../resolve';
import { BACKUP_USER, PROBE_USER } from '../security';
import { ClientJob } from './client-job';

/** What the jobs are made from. */
export interface JobsInput {
  readonly resolved: ResolvedClickHouse;
  /** Where the servers are. */
  readonly host: string;
  readonly tlsSecret?: string;
  readonly servers: PodConnections;
  readonly passwordOf: (user: string) => ISecret;
}

/** What runs beside the servers, on a schedule: a backup and a probe, each where it is wanted. */
export function jobs(scope: Construct, input: JobsInput): { backup?: ClientJob; probe?: ClientJob } {
  const { resolved, host, tlsSecret, servers, passwordOf } = input;
  const { name, version, shards, backup, probe } = resolved;
  const as = (user: string, component: Component) => ({
    name,
    version,
    host,
    tlsSecret,
    user,
    password: passwordOf(user),
    component,
    overrides: resolved.overrides.pods[component],
  });
  const made = {
    backup:
      backup &&
      new ClientJob(scope, 'Backups', {
        ...as(BACKUP_USER.name, 'backup'),
        script: backupProgram(),
        schedule: backup.schedule,
        deadline: backup.deadline,
        undisturbed: true,
        keepFor: Duration.days(3),
      }),
    probe: probe
      ? new ClientJob(scope, 'Probe', {
          ...as(PROBE_USER.name, 'probe'),
          script: probeProgram(shards),
          schedule: '*/5 * * * *',
          deadline: Duration.minutes(4),
          undisturbed: false,
          keepFor: Duration.hours(1),
        })
      : undefined,
  };
  const { native } = clientPorts(resolved.tls !== undefined);
  for (const job of [made.backup, made.probe]) job?.connections.allowTo(servers, [native]);
  return made;
}
