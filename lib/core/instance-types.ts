import { Size } from 'cdk8s';
import { Cpu } from './cpu';
import { INSTANCE_DATA } from './instance-data';

/** One type of machine that EC2 rents. */
export interface InstanceType {
  /** `r8g.4xlarge`. */
  readonly name: string;
  /** `arm64` or `x86_64`. */
  readonly architecture: string;
  /** What it is sold with. */
  readonly vcpus: number;
  /** What it is sold with. */
  readonly memory: Size;
  /** What pods can have, system daemons aside. */
  readonly allocatableCpu: Cpu;
  /** What pods can have: 10 to 12 % less than what it is sold with. */
  readonly allocatableMemory: Size;
  /** Local NVMe disks. */
  readonly disks: number;
  /** All local NVMe disks together; none where there are none. */
  readonly localStorage?: Size;
  /** What it can always do with volumes, in megabits a second. */
  readonly ebsMbps: number;
  /** What it can always do on the network, in gigabits a second. */
  readonly networkGbps: number;
  /** How many pods, with prefix delegation. */
  readonly maxPods: number;
  /** How many volumes can be attached. */
  readonly maxVolumes: number;
  /** On demand in us-east-1, in US dollars an hour. */
  readonly dollarsPerHour: number;
}

/**
 * The instance types that data platforms run on: general, compute, memory and storage optimized ones of EC2.
 *
 * Their prices are those of one region on one day: good for comparing, not for accounting.
 *
 * @see https://karpenter.sh/docs/reference/instance-types/
 */
export class InstanceTypes {
  /** The day of the prices and of what is allocatable. */
  public static readonly AS_OF = '2026-07-20';

  /** All of them. */
  public static all(): InstanceType[] {
    return [...(InstanceTypes.types ??= INSTANCE_DATA.trim().split('\n').map(parse))];
  }

  /**
   * One of them, if it is known.
   *
   * @param name `r8g.4xlarge`
   */
  public static find(name: string): InstanceType | undefined {
    return InstanceTypes.all().find((type) => type.name === name);
  }

  private static types?: InstanceType[];

  private constructor() {}
}

function parse(row: string): InstanceType {
  const [name, vcpus, memory, architecture, disks, storage, cpu, allocatable, ebs, network, pods, volumes, price] =
    row.split(',');
  return {
    name,
    architecture,
    vcpus: Number(vcpus),
    memory: Size.mebibytes(Number(memory)),
    allocatableCpu: Cpu.millis(Number(cpu)),
    allocatableMemory: Size.mebibytes(Number(allocatable)),
    disks: Number(disks),
    localStorage: Number(storage) > 0 ? Size.gibibytes(Number(storage)) : undefined,
    ebsMbps: Number(ebs),
    networkGbps: Number(network),
    maxPods: Number(pods),
    maxVolumes: Number(volumes),
    dollarsPerHour: Number(price),
  };
}
