import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecret, RestoreOptions } from '../../core';
import { Volume, VolumeMount } from '../../kubernetes';
import { PodConnections } from '../../security';
import { Component } from '../components';
import { repositoryOf } from '../config/repository';
import { PASSWORDS } from '../paths';
import { PORTS } from '../ports';
import { repositoryProgram, restoreProgram } from '../programs/backup-programs';
import { rotatePasswordProgram } from '../programs/rotate-password-program';
import { upgradeProgram, UpgradeProgramOptions } from '../programs/upgrade-program';
import { ResolvedDoris, ResolvedOverrides, ResolvedRestore } from '../resolve';
import { ROOT_USER, RootSecrets } from '../security';
import { ClientProgram, ClientRun } from './client-job';

/** What all members are on their way to. */
export type Upgrade = Pick<UpgradeProgramOptions, 'members' | 'release'>;

/** What the runs are made from. */
export interface RunsInput {
  readonly resolved: Pick<ResolvedDoris, 'frontends' | 'name' | 'restore'> & {
    readonly overrides: Pick<ResolvedOverrides, 'pods'>;
  };
  /** What all members are on their way to. Default: they stay as they are. */
  readonly upgrade?: Upgrade;
  /** Where the frontends are. */
  readonly host: string;
  readonly frontends: PodConnections;
  readonly root: RootSecrets;
}

/** What runs once, each where it is asked for. */
export interface DorisRuns {
  /** Sets another password of `root`. */
  readonly rotation?: ClientRun;
  /** Keeps copies where they are while members change. */
  readonly upgrade?: ClientRun;
  /** Brings databases back. */
  readonly restore?: ClientRun;
}

/** How long a database that is brought back may take. */
const RESTORED_WITHIN = Duration.hours(12);

/** How long an upgrade may take, before copies are repaired again whatever became of it. */
const UPGRADED_WITHIN = Duration.hours(24);

/** What runs once. */
export function runs(scope: Construct, input: RunsInput): DorisRuns {
  const { root, resolved, upgrade } = input;
  const { previous, password } = root;
  const { restore } = resolved;
  const made = {
    rotation: previous && rotationRun(scope, input, previous, password),
    upgrade: upgrade && upgradeRun(scope, input, upgrade),
    restore: restore?.source && restoreRun(scope, input, restore, restore.source),
  };
  for (const run of [made.rotation, made.upgrade, made.restore])
    run?.connections.allowTo(input.frontends, [PORTS.mysql]);
  return made;
}

function common({ resolved: { name, frontends, overrides }, host }: RunsInput, component: Component) {
  return {
    name,
    component,
    host,
    version: frontends.version,
    overrides: overrides.pods[component],
    undisturbed: false,
  };
}

/** Each signs in with the passwords of its folders, and not with that of its variable. */
function rotationRun(scope: Construct, input: RunsInput, previous: ISecret, password: ISecret): ClientRun {
  const [oldPasswords, newPasswords] = ['old', 'new'].map((folder) => `${PASSWORDS}/${folder}`);
  return new ClientRun(scope, 'Rotation', {
    ...common(input, 'rotation'),
    programs: [
      {
        name: 'rotate',
        script: rotatePasswordProgram({ users: [ROOT_USER], oldPasswords, newPasswords }),
        user: ROOT_USER,
        password,
        mounts: [passwordIn(oldPasswords, previous), passwordIn(newPasswords, password)],
      },
    ],
    deadline: Duration.minutes(30),
    keepFor: Duration.days(1),
    retries: 6,
    waitFor: true,
  });
}

function passwordIn(folder: string, { secretName, key }: ISecret): VolumeMount {
  const volume = Volume.secret(folder === `${PASSWORDS}/old` ? 'old-password' : 'new-password', secretName, [key]);
  return { volume, path: `${folder}/${ROOT_USER}`, subPath: key, readOnly: true };
}

function upgradeRun(scope: Construct, input: RunsInput, upgrade: Upgrade): ClientRun {
  const patience = UPGRADED_WITHIN.toSeconds();
  return new ClientRun(scope, 'Upgrade', {
    ...common(input, 'upgrade'),
    programs: [asRoot(input, 'upgrade', upgradeProgram({ ...upgrade, patience }))],
    // It ends itself, and first gives copies free again.
    deadline: Duration.seconds(patience + 1800),
    keepFor: Duration.days(1),
    retries: 20,
    waitFor: false,
  });
}

/** The place has to be known first. A run that was lost finds the restore that it began. */
function restoreRun(
  scope: Construct,
  input: RunsInput,
  { databases, foreign }: ResolvedRestore,
  from: RestoreOptions,
): ClientRun {
  const repository = repositoryOf(from, foreign);
  const patience = RESTORED_WITHIN.toSeconds();
  return new ClientRun(scope, 'Restore', {
    ...common(input, 'restore'),
    programs: [
      asRoot(input, 'repository', repositoryProgram(repository)),
      ...databases.map((database, index) =>
        asRoot(input, `restore-${index}`, restoreProgram({ ...database, repository: repository.name, patience })),
      ),
    ],
    deadline: Duration.seconds(patience * Math.max(1, databases.length) + 1800),
    // One that is kept is begun again by nobody.
    keepFor: Duration.days(7),
    retries: 6,
    waitFor: false,
  });
}

function asRoot({ root }: RunsInput, name: string, script: string): ClientProgram {
  return { name, script, user: ROOT_USER, password: root.password };
}
