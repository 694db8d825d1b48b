import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { majority } from '../../core/internal';
import { EnvValue, PodProps, Volume } from '../../kubernetes';
import { JAVA_SECURITY, javaSecurity } from '../../workloads/internal';
import { partOf, USER } from '../components';
import { confFile } from '../config/conf-file';
import { feConf } from '../config/frontend-conf';
import { FRONTEND_LOGS } from '../config/logs';
import { FrontendSizing } from '../doris-sizing';
import { CONFIGURATION, LOGS, METADATA } from '../paths';
import { FRONTEND_PORTS, frontendPorts } from '../ports';
import { ResolvedFrontends, ResolvedOverrides } from '../resolve';
import { ComponentJson } from '../resource/doris-component';
import { ROOT_KEYS, RootSecrets } from '../security';
import { OperatedForm } from './operated-form';
import { OperatedPart } from './operated-part';

/** What frontends are made from. */
export interface FrontendsInput {
  /** Of the cluster. */
  readonly name: string;
  readonly frontends: ResolvedFrontends;
  readonly overrides: Pick<ResolvedOverrides, 'frontend' | 'jvm' | 'pods'>;
  readonly sizing: FrontendSizing;
  readonly root: RootSecrets;
  readonly form: OperatedForm;
  /** The smallest volume with data of tables that any backend has. Default: none has one. */
  readonly smallestVolume?: Size;
  /** Whether there are compute nodes. Default: there are none. */
  readonly computeNodes?: boolean;
  /** How many replicas all tables have, whatever statements say. Default: what they say. */
  readonly forcedReplicas?: number;
}

/** The environment variable of the hash of root's first password. */
const HASH = 'DORIS_ROOT_PASSWORD_HASH';

/** Frontends: followers that vote on the metadata, and observers that only read it, each on a host of its own. */
export class Frontends extends OperatedPart {
  /** What the operator makes them from. */
  public readonly spec: ComponentJson;

  public constructor(scope: Construct, id: string, input: FrontendsInput) {
    const { name, frontends, overrides, form } = input;
    const { _release: release } = frontends.version;
    super(scope, id, form, {
      partOf: partOf(name, 'fe'),
      ports: FRONTEND_PORTS,
      user: USER,
      ...release.image('fe'),
      architectures: release.architectures,
      overrides: overrides.pods.fe,
    });
    this.connections.allowFrom(this.connections);
    const { members, followers, observers, storage, grownTo, storageClass } = frontends;
    this.spec = this.operated({
      pod: this.podOf(input),
      replicas: members,
      volumes: [{ name: 'metadata', path: METADATA, size: storage, grownTo, storageClass }],
      // A frontend that replays a long log takes its time.
      startTimeout: Duration.hours(1),
      // Nothing tells observers, which do not vote, from followers. Where there is one follower, a drain is not kept from its node for ever.
      quorum: Math.min(majority(followers) + observers, Math.max(1, members - 1)),
    });
  }

  private podOf(input: FrontendsInput): PodProps {
    const { frontends, overrides, root } = input;
    const conf = feConf({
      sizing: input.sizing,
      ports: frontendPorts(),
      configFolder: CONFIGURATION,
      metaFolder: METADATA,
      logFolder: LOGS.frontend,
      smallestVolume: input.smallestVolume,
      rootPasswordVariable: HASH,
      computeNodes: input.computeNodes,
      forcedReplicas: input.forcedReplicas,
      jvm: overrides.jvm.fe ?? [],
      overrides: overrides.frontend,
    });
    const files = this.files({ 'fe.conf': confFile(conf), [JAVA_SECURITY]: javaSecurity() });
    return {
      ...this.pod,
      nodeClass: NodeClass.STATEFUL,
      // The operator's own, which its field does not know.
      gracePeriod: Duration.seconds(330),
      containers: [
        {
          name: 'fe',
          ...frontends.version._release.image('fe'),
          ports: FRONTEND_PORTS,
          resources: {
            ...frontends.size,
            ephemeralStorage: Size.gibibytes(FRONTEND_LOGS.toGibibytes() + 2),
          },
          env: { [HASH]: EnvValue.secret(root.operator.secretOf(ROOT_KEYS.hash)) },
          mounts: [{ volume: Volume.configFiles(files.configMapName, files), path: CONFIGURATION, readOnly: true }],
        },
      ],
    };
  }
}
