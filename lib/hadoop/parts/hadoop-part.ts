import { Construct } from 'constructs';
import { NetworkPort } from '../../core';
import { ConfigFiles } from '../../kubernetes';
import { MemberSet } from '../../kubernetes/internal';
import { Drain, DrainProps } from '../../scaling';
import { EnginePart } from '../../workloads/internal';
import { HadoopComponent, partOf, USER } from '../components';
import { HadoopContext } from './context';

/** A part of a Hadoop cluster. */
export abstract class HadoopPart extends EnginePart {
  protected constructor(
    scope: Construct,
    id: string,
    protected readonly context: HadoopContext,
    component: HadoopComponent,
    ports: NetworkPort[],
  ) {
    super(scope, id, {
      partOf: partOf(context.name, component),
      ports,
      ...context.version._release.image('hadoop'),
      user: USER,
      architectures: context.version._release.architectures,
    });
  }

  /** How a member of one set leaves for good. */
  protected drain(set: MemberSet, leaving: Pick<DrainProps, 'leave' | 'atMost'>): Drain {
    const { identity, connections, partOf } = this;
    const { name } = set;
    return new Drain(this, `Drain-${name}`, { ...leaving, name, workload: name, identity, connections, partOf });
  }

  /** What containers of members have in common. */
  protected containersOf(config: ConfigFiles) {
    return { version: this.context.version, config, domain: this.domain };
  }
}
