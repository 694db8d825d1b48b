import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment } from '../core';
import { checkRules } from '../core/internal';
import { AwsProfile } from './aws-profile';
import { catalogRules } from './bucket-rules';
import { IDataBucket } from './data-bucket';
import { WorkloadAccess } from './workload-access';

/** Props of `GlueCatalog`. */
export interface GlueCatalogProps {
  /** What it holds, which is the end of the database's name: lower-case letters and digits, and single `_` between them. */
  readonly name: string;
  /** Where tables lie that say nothing else. */
  readonly bucket: IDataBucket;
  /**
   * Below what in the bucket.
   * @default - `name`
   */
  readonly prefix?: string;
}

/**
 * A database in Glue's catalog: tables that Spark and Presto share, without a Hive Metastore of our own.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/components-overview.html
 */
export class GlueCatalog extends Construct {
  /** The database's name: `bigdata_prod__lake`, since environments of one account and region share a catalog. */
  public readonly databaseName: string;

  public constructor(scope: Construct, id: string, props: GlueCatalogProps) {
    super(scope, id);
    checkRules(this, catalogRules, { name: props.name });
    // Names hold no `__`, so that no environment's end in those of another.
    this.databaseName = `${AwsProfile.of(this).environmentName(this).replaceAll('-', '_')}__${props.name}`;
    const retained = Environment.of(this).deletionPolicy === DeletionPolicy.RETAIN;
    new GlueCatalogDatabase(this, 'Resource', {
      name: this.databaseName,
      // Its tables go with it.
      lifecycle: retained ? { preventDestroy: true } : undefined,
      locationUri: `s3://${props.bucket.bucketName}/${props.prefix ?? `${props.name}/`}`,
    });
  }

  /** Allow a workload to read and change the tables of this database. */
  public grantReadWrite(access: WorkloadAccess): void {
    const profile = AwsProfile.of(this);
    access.allow('Catalog', [
      {
        Effect: 'Allow',
        Action: [
          'glue:BatchCreatePartition',
          'glue:BatchDeletePartition',
          'glue:BatchGetPartition',
          'glue:CreateTable',
          'glue:DeleteTable',
          'glue:GetDatabase',
          'glue:GetPartition',
          'glue:GetPartitions',
          'glue:GetTable',
          'glue:GetTables',
          'glue:UpdatePartition',
          'glue:UpdateTable',
        ],
        Resource: [
          profile.arn('glue', 'catalog'),
          profile.arn('glue', `database/${this.databaseName}`),
          profile.arn('glue', `table/${this.databaseName}/*`),
        ],
      },
    ]);
  }
}
