import { ApiObject, Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { ImageConfig } from './foundation-db-cluster-resource';
import { withoutImages } from './operated-template';

/** Props of `FoundationDbBackupResource`. */
export interface FoundationDbBackupResourceProps {
  /** That of the cluster too. */
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly version: string;
  readonly imageConfig: ImageConfig;
  readonly agents: number;
  readonly snapshotPeriod: Duration;
  readonly accountName: string;
  readonly bucket: string;
  readonly backupName: string;
  readonly urlParameters: string[];
  readonly customParameters: string[];
  readonly podTemplate: k8s.PodTemplateSpec;
}

/**
 * A continuous backup as the operator knows it.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/docs/manual/backup.md
 */
export class FoundationDbBackupResource extends ApiObject {
  public constructor(scope: Construct, id: string, props: FoundationDbBackupResourceProps) {
    super(scope, id, {
      apiVersion: 'apps.foundationdb.org/v1beta2',
      kind: 'FoundationDBBackup',
      metadata: { name: props.name, labels: props.labels },
      spec: {
        version: props.version,
        clusterName: props.name,
        // The schema's own default is not that of the cluster.
        imageType: 'unified',
        mainContainer: { imageConfigs: [props.imageConfig] },
        backupType: 'backup_agent',
        backupMode: 'continuous',
        backupState: 'Running',
        // With the default, the agents go and the database keeps for them what they would have copied, until it is full.
        deletionPolicy: 'stop',
        agentCount: props.agents,
        snapshotPeriodSeconds: props.snapshotPeriod.toSeconds(),
        blobStoreConfiguration: {
          accountName: props.accountName,
          bucket: props.bucket,
          backupName: props.backupName,
          urlParameters: props.urlParameters,
        },
        customParameters: props.customParameters,
        allowTagOverride: false,
        podTemplateSpec: withoutImages(props.podTemplate),
      },
    });
  }
}
