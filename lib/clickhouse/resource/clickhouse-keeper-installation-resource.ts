import { Construct } from 'constructs';
import { InstallationProps } from './installation-common';
import { templatesJson, yesNo } from './installation-json';
import { InstallationResource } from './installation-resource';

/** Props of `ClickHouseKeeperInstallation`. */
export interface ClickHouseKeeperInstallationResourceProps extends InstallationProps {
  /** The cluster's name, at most 15 characters. */
  readonly clusterName: string;
  /** How many members. */
  readonly members: number;
  /** Keeper's settings, by path. */
  readonly settings: Record<string, unknown>;
}

/**
 * ClickHouse Keeper as Altinity's operator knows it.
 *
 * @see https://github.com/Altinity/clickhouse-operator/tree/master/docs/chk-examples
 */
export class ClickHouseKeeperInstallationResource extends InstallationResource {
  public constructor(scope: Construct, id: string, props: ClickHouseKeeperInstallationResourceProps) {
    super(scope, id, {
      apiVersion: 'clickhouse-keeper.altinity.com/v1',
      kind: 'ClickHouseKeeperInstallation',
      metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
      spec: {
        suspend: yesNo(props.suspend),
        namespaceDomainPattern: props.namespaceDomainPattern,
        reconciling: { cleanup: props.cleanup },
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
