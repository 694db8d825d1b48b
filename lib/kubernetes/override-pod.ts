import { IConstruct } from 'constructs';
import { Environment } from '../core';
import { checkRules, objectLabels } from '../core/internal';
import { PodProps } from './pod';
import { podOverrideRules } from './pod-override-rules';

/** The annotation by which pods roll when a file changes that they mount. */
export const CHECKSUM = 'bigdata-constructs.io/config-checksum';

/** What asks to be left alone says so as its nodes understand it. */
function withUndisturbed(scope: IConstruct, props: PodProps): PodProps {
  const { undisturbedAnnotation } = Environment.of(scope).placementOf(props.nodeClass);
  if (!undisturbedAnnotation || !props.undisturbedFor) return props;
  const annotations = { [undisturbedAnnotation]: `${props.undisturbedFor.toSeconds()}s`, ...props.annotations };
  return { ...props, annotations };
}

/**
 * A pod with what its overrides add to the pod and to its main container, which is the first. Sidecars, aliases and priority stay where
 * they are.
 *
 * @param labels keys of labels that something else gives the pods
 */
export function overridePod(scope: IConstruct, given: PodProps, labels: string[]): PodProps {
  const props = withUndisturbed(scope, given);
  const { overrides, containers, initContainers = [] } = props;
  if (!overrides) return props;
  const [main, ...others] = containers;
  const ours = [...initContainers, ...containers];
  checkRules(scope, podOverrideRules, {
    overrides,
    labels: [...Object.keys({ ...objectLabels(props.partOf), ...props.labels }), ...labels],
    annotations: [CHECKSUM, ...Object.keys(props.annotations ?? {})],
    env: Object.keys(main.env ?? {}),
    paths: (main.mounts ?? []).map(({ path }) => path),
    containers: ours.map(({ name }) => name),
    ports: containers.flatMap(({ ports = [] }) => ports),
    volumes: ours.flatMap(({ mounts = [] }) => mounts.map(({ volume }) => volume)),
  });
  return {
    ...props,
    labels: { ...props.labels, ...overrides.labels },
    annotations: { ...props.annotations, ...overrides.annotations },
    containers: [
      {
        ...main,
        env: { ...main.env, ...overrides.env },
        mounts: [...(main.mounts ?? []), ...(overrides.mounts ?? [])],
      },
      ...others,
    ],
  };
}
