import { KubeObject } from './kube-client';

interface Mount {
  readonly mountPath: string;
}

interface Component {
  readonly image: string;
  readonly podLabels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly requests?: object;
  readonly limits?: object;
  readonly envVars?: object[];
  readonly nodeSelector?: object;
  readonly tolerations?: object[];
  readonly affinity?: {
    readonly podAntiAffinity?: { readonly preferredDuringSchedulingIgnoredDuringExecution?: object[] };
  };
  readonly hostAliases?: object[];
  readonly imagePullSecrets?: object[];
  readonly securityContext?: object;
  readonly containerSecurityContext?: object;
  readonly serviceAccount?: string;
  readonly configMapInfo?: { readonly configMaps?: (Mount & { readonly configMapName: string })[] };
  readonly secrets?: (Mount & { readonly secretName: string })[];
  readonly persistentVolumes?: (Mount & { readonly name: string })[];
}

interface DorisSpec {
  readonly authSecret: string;
  readonly feSpec: Component;
  readonly beSpec: Component & { readonly skipDefaultSystemInit?: boolean };
}

/** Ports that the operator names in containers and asks at their start. */
const PORTS = {
  fe: { asked: 'query-port', all: { 'http-port': 8030, 'rpc-port': 9020, 'query-port': 9030, 'edit-log-port': 9010 } },
  be: {
    asked: 'heartbeat-port',
    all: { 'be-port': 9060, 'webserver-port': 8040, 'heartbeat-port': 9050, 'brpc-port': 8060 },
  },
};

/**
 * The templates of pods that the operator of Apache Doris makes of a cluster.
 *
 * @see https://github.com/apache/doris-operator/blob/26.0.0/pkg/common/utils/resource/pod.go
 */
export function dorisTemplates({ metadata, spec }: KubeObject) {
  const { feSpec, beSpec, authSecret } = spec as DorisSpec;
  return [
    template(metadata.name, 'fe', feSpec, authSecret, false),
    template(metadata.name, 'be', beSpec, authSecret, !beSpec.skipDefaultSystemInit),
  ];
}

function template(cluster: string, name: 'fe' | 'be', given: Component, auth: string, privileged: boolean) {
  const { asked, all } = PORTS[name];
  const mounts = mountsOf(given, auth);
  const { podAntiAffinity } = given.affinity ?? {};
  const own = {
    weight: 20,
    podAffinityTerm: {
      topologyKey: 'kubernetes.io/hostname',
      labelSelector: { matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'In', values: [name] }] },
    },
  };
  return {
    metadata: {
      labels: {
        'app.doris.cluster': cluster,
        'app.doris.ownerreference/name': `${cluster}-${name}`,
        'app.kubernetes.io/component': name,
        ...given.podLabels,
      },
      annotations: given.annotations,
    },
    spec: {
      nodeSelector: given.nodeSelector,
      tolerations: given.tolerations,
      affinity: {
        ...given.affinity,
        podAntiAffinity: {
          ...podAntiAffinity,
          preferredDuringSchedulingIgnoredDuringExecution: [
            ...(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []),
            own,
          ],
        },
      },
      hostAliases: given.hostAliases,
      imagePullSecrets: given.imagePullSecrets,
      serviceAccountName: given.serviceAccount,
      securityContext: given.securityContext,
      terminationGracePeriodSeconds: name === 'fe' ? 330 : 120,
      initContainers: privileged
        ? [{ name: 'default-init', image: given.image, securityContext: { privileged: true } }]
        : undefined,
      containers: [
        {
          name,
          image: given.image,
          command: [`/opt/apache-doris/${name}_entrypoint.sh`],
          args: ['$(ENV_FE_ADDR)'],
          env: [...(given.envVars ?? []), { name: 'ENV_FE_ADDR', value: `${cluster}-fe-service` }],
          ports: Object.entries(all).map(([port, containerPort]) => ({ name: port, containerPort, protocol: 'TCP' })),
          resources: { requests: given.requests, limits: given.limits },
          securityContext: given.containerSecurityContext,
          startupProbe: { tcpSocket: { port: all[asked as keyof typeof all] } },
          livenessProbe: { tcpSocket: { port: all[asked as keyof typeof all] }, timeoutSeconds: 180 },
          readinessProbe: { exec: { command: ['bash', '-c', 'curl -s http://$(hostname -f):8030/api/health'] } },
          lifecycle: { preStop: { exec: { command: [`/opt/apache-doris/${name}_prestop.sh`] } } },
          volumeMounts: mounts.map(({ name: volume, mountPath }) => ({ name: volume, mountPath })),
        },
      ],
      volumes: mounts.map(({ mountPath: _, ...volume }) => volume),
    },
  };
}

function mountsOf(given: Component, auth?: string) {
  const { configMapInfo: { configMaps = [] } = {}, secrets = [], persistentVolumes = [] } = given;
  const items = ['labels', 'annotations'].map((path) => ({ path, fieldRef: { fieldPath: `metadata.${path}` } }));
  return [
    { name: 'podinfo', mountPath: '/etc/podinfo', downwardAPI: { items } },
    ...(auth ? [{ name: auth, mountPath: '/etc/basic_auth', secret: { secretName: auth } }] : []),
    ...configMaps.map(({ configMapName: name, mountPath }) => ({ name, mountPath, configMap: { name } })),
    ...secrets.map(({ secretName, mountPath }) => ({ name: secretName, mountPath, secret: { secretName } })),
    ...persistentVolumes.map(({ name, mountPath }) => ({
      name,
      mountPath,
      persistentVolumeClaim: { claimName: name },
    })),
  ];
}

interface DisaggregatedComponent extends Omit<Component, 'configMapInfo' | 'persistentVolumes' | 'podLabels'> {
  readonly labels?: Record<string, string>;
  readonly configMaps?: (Mount & { readonly name: string })[];
  readonly persistentVolumes?: object[];
}

interface DisaggregatedSpec {
  readonly authSecret: string;
  readonly metaService: DisaggregatedComponent;
  readonly feSpec: DisaggregatedComponent;
  readonly computeGroups: (DisaggregatedComponent & {
    readonly uniqueId: string;
    readonly skipDefaultSystemInit?: boolean;
  })[];
}

const DISAGGREGATED = 'app.doris.disaggregated';

/** What the operator calls containers and scripts of a part, which ports it names, and for how long a pod may take to end. */
const PARTS = {
  // It names the port of the meta service as that of another part, and looks for it in doris_cloud.conf.
  ms: { container: 'metaservice', script: 'ms', ports: { 'broker-ipc-port': 5000 }, grace: 30, path: undefined },
  fe: { container: 'fe', script: 'fe', ports: PORTS.fe.all, grace: 330, path: '/opt/apache-doris/fe/doris-meta' },
  compute: {
    container: 'compute',
    script: 'be',
    ports: PORTS.be.all,
    grace: 120,
    path: '/opt/apache-doris/be/file_cache',
  },
};

/**
 * The same of a cluster whose data lies in an object store.
 *
 * @see https://github.com/apache/doris-operator/tree/26.0.0/pkg/controller/sub_controller/disaggregated_cluster
 */
export function disaggregatedTemplates({ metadata: { name }, spec }: KubeObject) {
  const { authSecret, metaService, feSpec, computeGroups } = spec as DisaggregatedSpec;
  const owner = { [`${DISAGGREGATED}.cluster`]: name };
  const typed = (type: string) => ({
    ...owner,
    [`${DISAGGREGATED}.type`]: type,
    [`${DISAGGREGATED}.ownerreference/name`]: name,
  });
  return [
    apart('ms', metaService, typed('ms'), owner),
    apart('fe', feSpec, typed('fe'), owner, authSecret),
    ...computeGroups.map((group) => {
      const own = { [`${DISAGGREGATED}.cg-uniqueid`]: group.uniqueId };
      const made = apart('compute', group, { ...owner, [`${DISAGGREGATED}.type`]: 'compute', ...own }, own, authSecret);
      if (group.skipDefaultSystemInit) return made;
      const init = { name: 'default-init', image: group.image, securityContext: { privileged: true } };
      return { ...made, spec: { ...made.spec, initContainers: [init] } };
    }),
  ];
}

function apart(
  part: keyof typeof PARTS,
  { labels, configMaps = [], persistentVolumes = [], ...given }: DisaggregatedComponent,
  selector: Record<string, string>,
  apartBy: Record<string, string>,
  auth?: string,
) {
  const { container, script, ports, grace, path } = PARTS[part];
  const [[key, value]] = Object.entries(apartBy);
  const own = {
    weight: 20,
    podAffinityTerm: {
      topologyKey: 'kubernetes.io/hostname',
      labelSelector: { matchExpressions: [{ key, operator: 'In', values: [value] }] },
    },
  };
  const made = template('', part === 'fe' ? 'fe' : 'be', given, auth ?? '', false);
  const { podAntiAffinity } = given.affinity ?? {};
  const claims =
    path && persistentVolumes.length > 0 ? [{ claim: path.split('/').at(-1)!.replaceAll('_', '-'), path }] : [];
  const mounts = mountsOf(
    {
      ...given,
      configMapInfo: { configMaps: configMaps.map(({ name, mountPath }) => ({ configMapName: name, mountPath })) },
      persistentVolumes: claims.map(({ claim, path: mountPath }) => ({ name: claim, mountPath })),
    },
    auth,
  );
  const probe = (argument: string) => ({
    exec: { command: [`/opt/apache-doris/${script}_disaggregated_probe.sh`, argument] },
  });
  return {
    metadata: { labels: { ...selector, ...labels }, annotations: given.annotations },
    spec: {
      ...made.spec,
      affinity: {
        ...given.affinity,
        podAntiAffinity: {
          ...podAntiAffinity,
          preferredDuringSchedulingIgnoredDuringExecution: [
            own,
            ...(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []),
          ],
        },
      },
      terminationGracePeriodSeconds: grace,
      containers: [
        {
          ...made.spec.containers[0],
          name: container,
          command: [`/opt/apache-doris/${script}_disaggregated_entrypoint.sh`],
          args: part === 'ms' ? ['meta-service'] : [],
          env: given.envVars,
          ports: Object.entries(ports).map(([port, containerPort]) => ({ name: port, containerPort, protocol: 'TCP' })),
          startupProbe: probe('alive'),
          livenessProbe: { ...probe('alive'), timeoutSeconds: 180 },
          readinessProbe: probe('ready'),
          lifecycle: { preStop: { exec: { command: [`/opt/apache-doris/${script}_disaggregated_prestop.sh`] } } },
          volumeMounts: mounts.map(({ name: volume, mountPath }) => ({ name: volume, mountPath })),
        },
      ],
      volumes: mounts.map(({ mountPath: _, ...volume }) => volume),
    },
  };
}
