import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ContainerProps, EnvValue, Volume } from '../../kubernetes';
import { ScheduledProgram } from '../../workloads/internal';
import { HadoopComponent, partOf, USER } from '../components';
import { PROGRAMS } from '../paths';
import { BACKUP_DIRECTORY, fetchImageProgram, uploadImageProgram } from '../programs/client-programs';
import { ResolvedBackup } from '../resolve';
import { HadoopContext } from './context';
import { CLIENT_RESOURCES, hadoopContainer } from './daemon';

/** What a job is made from, complete. */
export interface ClientJobInput {
  readonly component: HadoopComponent;
  /** What follows the component in its name, where there are several. Default: nothing. */
  readonly suffix?: string;
  /** The program, for bash. */
  readonly program: string;
  /** The variable that Hadoop's launcher reads the flags of its command from, besides those of all commands. Default: none. */
  readonly optionsVariable?: string;
  readonly schedule: string;
  readonly deadline: Duration;
  /** Whether a run that is moved has worked for nothing. */
  readonly undisturbed: boolean;
  readonly keepFor: Duration;
}

/** A program on a schedule that talks to HDFS as a client does, with the client's own configuration. */
export class ClientJob extends ScheduledProgram {
  public constructor(scope: Construct, id: string, context: HadoopContext, input: ClientJobInput) {
    super(scope, id, {
      ...common(context, input),
      files: { ...configuration(context, input.component), 'program.sh': input.program },
      containers: (files) => [
        hadoopContainer({
          name: input.component,
          version: context.version,
          credentials: context.credentials.for(input.component),
          jvm: context.overrides.jvm[input.component],
          command: ['bash', `${PROGRAMS}/program.sh`],
          resources: CLIENT_RESOURCES,
          config: files,
          programs: files,
          optionsVariable: input.optionsVariable,
        }),
      ],
    });
  }
}

/** A backup of the namespace: fetched from the NameNode, and brought to an object store. */
export class ImageBackup extends ScheduledProgram {
  public constructor(scope: Construct, id: string, context: HadoopContext, input: ResolvedBackup & { volume: Size }) {
    const { store, prefix } = input;
    const backup = { volume: Volume.emptyDir('backup', { sizeLimit: input.volume }), path: BACKUP_DIRECTORY };
    super(scope, id, {
      ...common(context, {
        component: 'backup',
        schedule: input.schedule,
        deadline: input.deadline,
        undisturbed: true,
        keepFor: Duration.days(3),
      }),
      files: {
        ...configuration(context, 'backup'),
        'fetch.sh': fetchImageProgram(context.layout.highAvailability),
        'upload.sh': uploadImageProgram(store, prefix),
      },
      containers: (files) => {
        const fetch = hadoopContainer({
          name: 'fetch',
          version: context.version,
          credentials: context.credentials.for('backup'),
          jvm: context.overrides.jvm.backup,
          command: ['bash', `${PROGRAMS}/fetch.sh`],
          resources: { ...CLIENT_RESOURCES, ephemeralStorage: input.volume },
          config: files,
          programs: files,
          mounts: [backup],
        });
        const upload: ContainerProps = {
          name: 'upload',
          ...context.version._release.image('uploader'),
          command: ['sh', `${PROGRAMS}/upload.sh`],
          env: { HOME: EnvValue.literal('/tmp') },
          resources: { ...CLIENT_RESOURCES, ephemeralStorage: input.volume },
          mounts: [
            { volume: Volume.emptyDir('tmp'), path: '/tmp' },
            { volume: Volume.programs('programs', files), path: PROGRAMS, readOnly: true },
            backup,
          ],
        };
        return [fetch, upload];
      },
    });
  }
}

function configuration({ configuration, overrides }: HadoopContext, component: HadoopComponent) {
  return { ...configuration.client(), ...overrides.files[component] };
}

function common(context: HadoopContext, input: Omit<ClientJobInput, 'program' | 'optionsVariable'>) {
  return {
    name: [context.name, input.component, ...(input.suffix ? [input.suffix] : [])].join('-'),
    partOf: partOf(context.name, input.component),
    user: USER,
    architectures: context.version._release.architectures,
    overrides: context.overrides.pods[input.component],
    schedule: input.schedule,
    deadline: input.deadline,
    undisturbed: input.undisturbed,
    keepFor: input.keepFor,
  };
}
