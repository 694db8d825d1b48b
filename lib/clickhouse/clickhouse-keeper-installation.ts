import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { InstallationCleanup, InstallationDefaults, InstallationTemplates } from './installation-common';
import { templatesJson, yesNo } from './installation-json';

/** Props of `ClickHouseKeeperInstallation`. */
export interface ClickHouseKeeperInstallationProps {
  /** The object's name. */
  readonly name: string;
  /**
   * Labels of the object.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Annotations of the object.
   * @default - none
   */
  readonly annotations?: Record<string, string>;
  /**
   * Keep the operator from changing anything: for the time of its own upgrade.
   * @default false
   */
  readonly suspend?: boolean;
  /** The pattern of host names in the namespace: `%s.svc.cluster.local`. */
  readonly namespaceDomainPattern: string;
  /** What happens to objects that are no longer part of the installation. */
  readonly cleanup: InstallationCleanup;
  /** Templates in use, and how volumes are kept. */
  readonly defaults: InstallationDefaults;
  /** The cluster's name, at most 15 characters. */
  readonly clusterName: string;
  /** How many members. */
  readonly members: number;
  /** Keeper's settings, by path. */
  readonly settings: Record<string, unknown>;
  /** Templates. */
  readonly templates: InstallationTemplates;
}

/**
 * ClickHouse Keeper as Altinity's operator knows it.
 *
 * @see https://github.com/Altinity/clickhouse-operator/tree/master/docs/chk-examples
 */
export class ClickHouseKeeperInstallation extends ApiObject {
  public constructor(scope: Construct, id: string, props: ClickHouseKeeperInstallationProps) {
    super(scope, id, {
      apiVersion: 'clickhouse-keeper.altinity.com/v1',
      kind: 'ClickHouseKeeperInstallation',
      metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
      spec: {
        suspend: yesNo(props.suspend),
        namespaceDomainPattern: props.namespaceDomainPattern,
        reconciling: { cleanup: { unknownObjects: props.cleanup, reconcileFailedObjects: props.cleanup } },
        defaults: { replicasUseFQDN: 'yes', ...props.defaults },
        configuration: {
          settings: props.settings,
          clusters: [{ name: props.clusterName, layout: { replicasCount: props.members }, pdbManaged: 'no' }],
        },
        templates: templatesJson(props.templates),
      },
    });
  }
}
