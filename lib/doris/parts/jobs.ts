import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecret } from '../../core';
import { EnvValue, Volume, VolumeMount } from '../../kubernetes';
import { Component } from '../components';
import { repositoryOf } from '../config/repository';
import { PASSWORDS } from '../paths';
import { PORTS } from '../ports';
import { backupProgram, repositoryProgram } from '../programs/backup-programs';
import { PROBE_DATABASE, probeProgram, probeStatements } from '../programs/probe-program';
import { usersProgram } from '../programs/users-program';
import { ResolvedBackup, ResolvedDoris, ResolvedOverrides } from '../resolve';
import { ROOT_USER } from '../security';
import { BACKUP_USER, BoundUser, boundUser, BoundUsers, PROBE_USER, secretNameOf } from '../users';
import { ClientJob } from './client-job';
import { Frontends } from './frontends';
import { OperatedPart } from './operated-part';

/** The probe, of a cluster that has one. */
export interface ProbeInput {
  /** How many copies tables have. */
  readonly replication: number;
  /** How many backends run a load at most. */
  readonly backends: number;
  /** The names of what queries and loads run on: none, where the data lies on backends. */
  readonly computeGroups: readonly string[];
}

/** What the jobs are made from. */
export interface JobsInput {
  readonly resolved: Pick<ResolvedDoris, 'backup' | 'frontends' | 'name'> & {
    readonly overrides: Pick<ResolvedOverrides, 'pods'>;
  };
  /** What is probed. Default: nothing uses the cluster as clients do. */
  readonly probed?: ProbeInput;
  /** Where the frontends are. */
  readonly host: string;
  readonly frontends: Frontends;
  /** What a frontend sends loads on to. */
  readonly backends: OperatedPart[];
  readonly root: ISecret;
  readonly users: BoundUsers;
}

/** What runs beside a cluster. */
export interface DorisJobs {
  readonly users: ClientJob;
  /** Default: nothing is backed up. */
  readonly backup?: ClientJob;
  /** Default: nothing uses the cluster as clients do. */
  readonly probe?: ClientJob;
}

/** What runs beside the members, on a schedule. */
export function jobs(scope: Construct, input: JobsInput): DorisJobs {
  const { frontends, backends, resolved, probed } = input;
  const made = {
    users: users(scope, input),
    backup: resolved.backup && backup(scope, input, resolved.backup),
    probe: probed && probe(scope, input, probed),
  };
  for (const asking of [made.users, made.backup]) asking?.connections.allowTo(frontends.connections, [PORTS.mysql]);
  made.probe?.connections.allowTo(frontends.connections, [PORTS.mysql, PORTS.frontendHttp]);
  for (const { connections } of backends) made.probe?.connections.allowTo(connections, [PORTS.backendHttp]);
  return made;
}

function common({ resolved: { name, frontends, overrides }, host }: JobsInput, component: Component) {
  return { name, component, host, version: frontends.version, overrides: overrides.pods[component] };
}

/**
 * Makes users what they are to be, again and again: after a first start that took its time, after a password that its Secret brings anew, and after what
 * somebody changed by hand. A Job that runs once would be over by then.
 */
function users(scope: Construct, input: JobsInput): ClientJob {
  const { root, probed } = input;
  const { users: bound, removed } = input.users;
  return new ClientJob(scope, 'Users', {
    ...common(input, 'users'),
    programs: [
      {
        name: 'users',
        script: usersProgram({
          users: bound.map(({ managed }) => managed),
          removed,
          passwords: PASSWORDS,
          besides: probed ? probeStatements(probed.replication, probed.backends) : [],
        }),
        user: ROOT_USER,
        password: root,
        mounts: bound.map(passwordMount),
      },
    ],
    schedule: '*/5 * * * *',
    deadline: Duration.minutes(4),
    undisturbed: false,
    keepFor: Duration.hours(1),
  });
}

/** A file of the user's name, whatever the key is. A run reads it once, so that it does not follow is as well. */
function passwordMount({ managed: { name }, password }: BoundUser): VolumeMount {
  const { secretName, key } = password;
  const volume = Volume.secret(`password-of-${secretNameOf(name)}`, secretName, [key]);
  return { volume, path: `${PASSWORDS}/${name}`, subPath: key, readOnly: true };
}

/** What makes the place must be an administrator, and what backs up must not. */
function backup(scope: Construct, input: JobsInput, given: ResolvedBackup): ClientJob {
  const { deadline } = given;
  const repository = repositoryOf(given, false);
  return new ClientJob(scope, 'Backups', {
    ...common(input, 'backup'),
    programs: [
      { name: 'repository', script: repositoryProgram(repository), user: ROOT_USER, password: input.root },
      {
        name: 'backup',
        // A database that takes for ever leaves the others some time.
        script: backupProgram({
          repository: repository.name,
          without: [PROBE_DATABASE],
          patience: deadline.toSeconds() / 2,
        }),
        user: BACKUP_USER,
        password: boundUser(scope, input.users, BACKUP_USER).password,
        env: { BACKUP_RUN: EnvValue.field("metadata.labels['batch.kubernetes.io/job-name']") },
      },
    ],
    schedule: given.schedule,
    deadline,
    undisturbed: true,
    keepFor: Duration.days(3),
  });
}

function probe(scope: Construct, input: JobsInput, { computeGroups }: ProbeInput): ClientJob {
  return new ClientJob(scope, 'Probe', {
    ...common(input, 'probe'),
    programs: [
      {
        name: 'probe',
        script: probeProgram(computeGroups),
        user: PROBE_USER,
        password: boundUser(scope, input.users, PROBE_USER).password,
        env: { DORIS_HTTP_PORT: EnvValue.literal(`${PORTS.frontendHttp.port}`) },
      },
    ],
    schedule: '*/5 * * * *',
    deadline: Duration.minutes(4),
    undisturbed: false,
    keepFor: Duration.hours(1),
  });
}
