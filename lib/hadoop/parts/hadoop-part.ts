import { Construct } from 'constructs';
import { NetworkPort } from '../../core';
import { ConfigFiles, ContainerProps } from '../../kubernetes';
import { MemberSet } from '../../kubernetes/internal';
import { Drain, DrainProps } from '../../scaling';
import { EnginePart } from '../../workloads/internal';
import { HadoopComponent, partOf, USER } from '../components';
import { releaseOf } from '../scaling';
import { HadoopContext } from './context';
import { DaemonInput, daemonContainer, HadoopContainerInput, hadoopContainer } from './daemon';

/** What containers are made from, less what the part knows. */
type Own<Input> = Omit<Input, 'version' | 'credentials' | 'jvm'>;

/** A part of a Hadoop cluster. */
export abstract class HadoopPart extends EnginePart {
  protected constructor(
    scope: Construct,
    id: string,
    protected readonly context: HadoopContext,
    private readonly component: HadoopComponent,
    ports: NetworkPort[],
  ) {
    super(scope, id, {
      partOf: partOf(context.name, component),
      ports,
      release: releaseOf(context.version.release, context.acknowledgedRelease),
      ...context.version._release.image('hadoop'),
      user: USER,
      architectures: context.version._release.architectures,
      overrides: context.overrides.pods[component],
    });
  }

  private get common() {
    const { version, credentials } = this.context;
    return { version, credentials: credentials.for(this.component) };
  }

  /** How a member of one set leaves for good. */
  protected drain(set: MemberSet, leaving: Pick<DrainProps, 'leave' | 'atMost'>): Drain {
    const { identity, connections, partOf } = this;
    const { name } = set;
    return new Drain(this, `Drain-${name}`, { ...leaving, name, workload: name, identity, connections, partOf });
  }

  /** The configuration of its pods. */
  protected config(files: Record<string, string>, name?: string): ConfigFiles {
    return this.files({ ...files, ...this.context.overrides.files[this.component] }, name);
  }

  /** The container of a daemon. */
  protected daemon(input: Own<DaemonInput>): ContainerProps {
    return daemonContainer({ ...input, ...this.common, jvm: this.context.overrides.jvm[input.name] });
  }

  /** The container of programs that stand beside a daemon. */
  protected helper(input: Own<HadoopContainerInput>): ContainerProps {
    return hadoopContainer({ ...input, ...this.common });
  }
}
