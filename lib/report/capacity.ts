import { ApiObject, Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cpu } from '../core';
import { bytesOf } from '../core/internal';
import { podGroups } from '../kubernetes/internal';

/** What a tree of Kubernetes objects asks a cluster for. */
export class Capacity {
  /**
   * The capacity of everything below a construct.
   *
   * @param root a cdk8s App, a Chart or a cluster
   */
  public static of(root: IConstruct): Capacity {
    return new Capacity(root);
  }

  /** How many objects there are, by kind. */
  public readonly objectsByKind: Record<string, number>;
  /** How many pods run all the time. Those of operators count; those of jobs do not. */
  public readonly pods: number;
  /** The CPU that those pods are guaranteed. */
  public readonly cpu: Cpu;
  /** Their memory. */
  public readonly memory: Size;
  /** Their volumes. */
  public readonly storage: Size;

  private constructor(root: IConstruct) {
    const kinds = root.node
      .findAll()
      .filter((c) => ApiObject.isApiObject(c))
      .map(({ kind }) => kind);
    this.objectsByKind = {};
    for (const kind of kinds.sort()) this.objectsByKind[kind] = (this.objectsByKind[kind] ?? 0) + 1;
    const pods = podGroups(root);
    this.pods = pods.reduce((sum, { min }) => sum + min, 0);
    this.cpu = pods.reduce((sum, { min, cpu }) => sum.plus(cpu.times(min)), Cpu.millis(0));
    const total = (sizes: [number, Size][]) =>
      Size.kibibytes(sizes.reduce((sum, [count, size]) => sum + (count * bytesOf(size)) / 1024, 0));
    this.memory = total(pods.map(({ min, memory }) => [min, memory]));
    this.storage = total(pods.flatMap(({ min, claims }) => claims.map(({ size }): [number, Size] => [min, size])));
  }
}
