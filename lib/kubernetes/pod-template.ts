import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { IConstruct } from 'constructs';
import { Cpu, Environment } from '../core';
import { objectLabels, quantityOf, selectorLabels } from '../core/internal';
import { ContainerProps } from './container';
import { PodSecurity } from './namespace-chart';
import { CHECKSUM, overridePod } from './override-pod';
import { placementOf } from './placement';
import { PodProps } from './pod';
import { declarePods, PodGroupInput } from './pod-group';
import { diskOf, gracePeriodOf, mountedVolumes } from './pod-parts';
import { checkPodSecurity } from './pod-security-check';

const ROOT = 0;

/** What root does as root: write what others own, and give it to them. All are allowed by the level `baseline`. */
const ROOT_CAPABILITIES = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'];

/** How many copies of a pod there are. */
export interface PodCopies {
  /** How many keep apart from one another. */
  readonly copies: number;
  /** Labels in whose values copies must agree to count as copies, where one template serves several groups of them. Default: none. */
  readonly keys?: string[];
  /** What is declared of them. Default: nothing, since who passes the template on declares its groups itself. */
  readonly group?: PodGroupInput;
}

/**
 * The template of a hardened pod: admitted by the Pod Security level `restricted`, or by `baseline` where its user is root; placed and spread as the
 * environment says.
 *
 * The same template goes into our own workloads and into custom resources. Their schemas often accept any text there, so these
 * types are what catches a misspelt field.
 */
export function podTemplate(
  scope: IConstruct,
  given: PodProps,
  { copies, keys = [], group: declared }: PodCopies,
): k8s.PodTemplateSpec & { readonly spec: k8s.PodSpec } {
  const environment = Environment.of(scope);
  if (declared) declarePods(scope, given, declared);
  const props = overridePod(scope, given, keys);
  const { hostAliases, priorityClass, sidecars = [] } = props.overrides ?? {};
  const volumes = mountedVolumes(props);
  const checksums = volumes.flatMap((volume) => volume._configFiles()?.checksum ?? []);
  const annotations = {
    ...(checksums.length > 0 && { [CHECKSUM]: checksums.join('-') }),
    ...props.annotations,
  };
  const group = props.group ?? props.user;
  const asRoot = props.user === ROOT;
  if (asRoot) checkPodSecurity(scope, PodSecurity.BASELINE);
  const sources = volumes.flatMap((volume) => volume._toKube() ?? []);
  return {
    metadata: {
      labels: { ...objectLabels(props.partOf), ...props.labels },
      annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
    },
    spec: {
      ...placementOf(environment, {
        nodeClass: props.nodeClass,
        copies,
        spread: selectorLabels(props.partOf),
        spreadKeys: keys.length > 0 ? keys : undefined,
        spreading: props.spreading,
        zone: props.zone,
        architectures: props.architectures,
      }),
      priorityClassName: priorityClass,
      imagePullSecrets: optional(environment.imagePullSecrets.map((name) => ({ name }))),
      hostAliases: optional((hostAliases ?? []).map(({ ip, hostnames }) => ({ ip, hostnames }))),
      serviceAccountName: props.identity?.serviceAccountName,
      automountServiceAccountToken: props.mountToken ?? false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: gracePeriodOf(props).toSeconds(),
      securityContext: {
        runAsNonRoot: asRoot ? undefined : true,
        runAsUser: props.user,
        runAsGroup: group,
        fsGroup: group,
        // Recursive ownership changes of a large volume take minutes at every start.
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      initContainers: optional([
        // Sidecars, by this policy: they start before all others, and nothing waits for their end.
        ...sidecars.map((container) => ({
          ...renderContainer(environment, container, asRoot),
          restartPolicy: 'Always',
        })),
        ...(props.initContainers ?? []).map((container) => renderContainer(environment, container, asRoot)),
      ]),
      containers: props.containers.map((container) => renderContainer(environment, container, asRoot)),
      volumes: sources.length > 0 ? sources : undefined,
    },
  };
}

/** A container as Kubernetes reads it: no privilege, and no writable root, unless its image can be nothing but root. */
function renderContainer(environment: Environment, props: ContainerProps, asRoot: boolean): k8s.Container {
  const { resources, env = {}, ports = [], mounts = [] } = props;
  const disk = diskOf(resources);
  return {
    name: props.name,
    image: props.mirrored === false ? props.image : environment.image(props.image),
    imagePullPolicy: 'IfNotPresent',
    command: props.command,
    args: props.args,
    env: optional(Object.entries(env).map(([name, value]) => value._toKube(name))),
    ports: optional(
      ports.map(({ name, port, protocol }) => ({ name, containerPort: port, protocol: protocol ?? 'TCP' })),
    ),
    resources: {
      requests: quantities(resources.cpu, resources.memory, disk),
      limits: quantities(resources.cpuLimit, resources.memory, disk),
    },
    volumeMounts: optional(
      mounts.map(({ volume, path, subPath, readOnly }) => ({ name: volume.name, mountPath: path, subPath, readOnly })),
    ),
    livenessProbe: props.liveness?._toKube(),
    readinessProbe: props.readiness?._toKube(),
    startupProbe: props.startup?._toKube(),
    lifecycle: props.preStop && { preStop: { exec: { command: props.preStop } } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: asRoot ? ROOT_CAPABILITIES : undefined },
      readOnlyRootFilesystem: !asRoot,
    },
  };
}

function quantities(cpu: Cpu | undefined, memory: Size, disk: Size): Record<string, k8s.Quantity> {
  return {
    ...(cpu && { cpu: k8s.Quantity.fromString(cpu.toString()) }),
    memory: k8s.Quantity.fromString(quantityOf(memory)),
    'ephemeral-storage': k8s.Quantity.fromString(quantityOf(disk)),
  };
}

/** The API server drops empty lists, so none is rendered. */
function optional<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
