import { Construct } from 'constructs';
import { InstallationProps } from './installation-common';
import { templatesJson, yesNo } from './installation-json';
import { InstallationResource } from './installation-resource';

/** A Keeper or ZooKeeper member that servers connect to. */
export interface InstallationKeeperNode {
  /** Its host name. */
  readonly host: string;
  /** Its port. */
  readonly port: number;
}

/** A reference to a key of a Secret. */
export interface InstallationSecretKey {
  /** The Secret. */
  readonly name: string;
  /** The key. */
  readonly key: string;
}

/** The cluster of an installation. */
export interface InstallationCluster {
  /** Its name, at most 15 characters: the operator hashes longer ones. */
  readonly name: string;
  /** How many shards. */
  readonly shardsCount: number;
  /** How many replicas each has. */
  readonly replicasCount: number;
  /** What servers prove to one another that they belong together by. */
  readonly secret: InstallationSecretKey;
  /**
   * Whether ports with TLS are open.
   * @default - the operator's default, no
   */
  readonly secure?: boolean;
  /**
   * Whether ports without TLS are open.
   * @default - the operator's default, yes
   */
  readonly insecure?: boolean;
  /**
   * Whether the operator makes a PodDisruptionBudget.
   * @default - the operator's default, yes
   */
  readonly pdbManaged?: boolean;
}

/** Props of `ClickHouseInstallation`. */
export interface ClickHouseInstallationResourceProps extends InstallationProps {
  /** Keeper. */
  readonly keeper: InstallationKeeperNode[];
  /** Profiles, by path. */
  readonly profiles: Record<string, unknown>;
  /** Quotas, by path. */
  readonly quotas: Record<string, unknown>;
  /** Server settings, by path. */
  readonly settings: Record<string, unknown>;
  /** Files by path: `config.d/02-tls.xml`. */
  readonly files: Record<string, string>;
  /** The cluster. */
  readonly cluster: InstallationCluster;
}

/**
 * ClickHouse servers as Altinity's operator knows them.
 *
 * @see https://github.com/Altinity/clickhouse-operator/blob/master/docs/custom_resource_explained.md
 */
export class ClickHouseInstallationResource extends InstallationResource {
  public constructor(scope: Construct, id: string, props: ClickHouseInstallationResourceProps) {
    const { cluster, defaults, cleanup } = props;
    super(scope, id, {
      apiVersion: 'clickhouse.altinity.com/v1',
      kind: 'ClickHouseInstallation',
      metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
      spec: {
        suspend: yesNo(props.suspend),
        namespaceDomainPattern: props.namespaceDomainPattern,
        reconcile: { cleanup },
        defaults: { replicasUseFQDN: 'yes', ...defaults },
        configuration: {
          zookeeper: { nodes: props.keeper },
          profiles: props.profiles,
          quotas: props.quotas,
          settings: props.settings,
          files: props.files,
          clusters: [
            {
              name: cluster.name,
              layout: { shardsCount: cluster.shardsCount, replicasCount: cluster.replicasCount },
              secret: { valueFrom: { secretKeyRef: cluster.secret } },
              secure: yesNo(cluster.secure),
              insecure: yesNo(cluster.insecure),
              pdbManaged: yesNo(cluster.pdbManaged),
            },
          ],
        },
        templates: templatesJson(props.templates),
      },
    });
  }
}
