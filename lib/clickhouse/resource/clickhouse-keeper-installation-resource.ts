import { Construct } from 'constructs';
import { GuardedRestart } from '../../kubernetes/internal';
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
  /** What restarts all members at once. */
  readonly restart: GuardedRestart;
  /**
   * The checksum of what is meant.
   * @default - none
   */
  readonly restartAcknowledged?: string;
}

/**
 * ClickHouse Keeper as Altinity's operator knows it.
 *
 * @see https://github.com/Altinity/clickhouse-operator/tree/master/docs/chk-examples
 */
export class ClickHouseKeeperInstallationResource extends InstallationResource {
  public constructor(
    scope: Construct,
    id: string,
    private readonly given: ClickHouseKeeperInstallationResourceProps,
  ) {
    super(scope, id, {
      apiVersion: 'clickhouse-keeper.altinity.com/v1',
      kind: 'ClickHouseKeeperInstallation',
      metadata: { name: given.name, labels: given.labels, annotations: given.annotations },
      spec: {
        suspend: yesNo(given.suspend),
        namespaceDomainPattern: given.namespaceDomainPattern,
        reconciling: { cleanup: given.cleanup },
        defaults: { replicasUseFQDN: 'yes', ...given.defaults },
        configuration: {
          settings: given.settings,
          clusters: [{ name: given.clusterName, layout: { replicasCount: given.members }, pdbManaged: 'no' }],
        },
        templates: templatesJson(given.templates),
      },
    });
  }

  /** With the checksum of what is rendered in the end, patches of the user's included. */
  public override toJson() {
    return this.given.restart.sealed(super.toJson(), this.given.restartAcknowledged);
  }
}
