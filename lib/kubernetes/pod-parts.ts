import { Duration, Size } from 'cdk8s';
import { Cpu } from '../core';
import { bytesOf } from '../core/internal';
import { ContainerProps, ContainerResources } from './container';
import { PodProps } from './pod';
import { Volume } from './volume';

/** The containers that run as long as the pod. */
export function runningContainers(props: PodProps): ContainerProps[] {
  return [...props.containers, ...(props.overrides?.sidecars ?? [])];
}

/** All containers of a pod. */
export function allContainers(props: PodProps): ContainerProps[] {
  return [...(props.initContainers ?? []), ...runningContainers(props)];
}

/** The volumes that its containers mount, each once. */
export function mountedVolumes(props: PodProps): Volume[] {
  const mounted = allContainers(props).flatMap(({ mounts = [] }) => mounts.map(({ volume }) => volume));
  return [...new Map(mounted.map((volume) => [volume.name, volume])).values()];
}

/** How long the pod may take to end. */
export function gracePeriodOf({ gracePeriod }: PodProps): Duration {
  return gracePeriod ?? Duration.seconds(30);
}

/** The disk of its node that a container may use. */
export function diskOf({ ephemeralStorage }: ContainerResources): Size {
  return ephemeralStorage ?? Size.gibibytes(1);
}

/** The names of a pod's ports, and of those that its probes ask. */
export function probePorts(props: PodProps): { ports: string[]; probePorts: string[] } {
  const containers = runningContainers(props);
  return {
    ports: containers.flatMap(({ ports = [] }) => ports.map(({ name }) => name)),
    probePorts: containers.flatMap(({ liveness, readiness, startup }) =>
      [liveness, readiness, startup].flatMap((probe) => probe?._port() ?? []),
    ),
  };
}

/**
 * What the scheduler counts a pod as: all that run together, or one that runs first beside the sidecars, where that is more.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function requestsOf(props: PodProps): { cpu: Cpu; memory: Size; ephemeralStorage: Size } {
  const sidecars = props.overrides?.sidecars ?? [];
  const atOnce = [runningContainers(props), ...(props.initContainers ?? []).map((first) => [...sidecars, first])].map(
    (containers) => containers.map(({ resources }) => resources),
  );
  const most = (of: (resources: ContainerResources) => number) =>
    Math.max(...atOnce.map((list) => list.reduce((sum, resources) => sum + of(resources), 0)));
  const bytes = (of: (resources: ContainerResources) => Size) =>
    Size.kibibytes(most((resources) => bytesOf(of(resources))) / 1024);
  return {
    cpu: Cpu.millis(most(({ cpu }) => cpu.toMillis())),
    memory: bytes(({ memory }) => memory),
    ephemeralStorage: bytes(diskOf),
  };
}
