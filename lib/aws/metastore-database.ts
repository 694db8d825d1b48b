import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment } from '../core';
import { AwsProfile } from './aws-profile';
import { serviceTrust } from './iam-policy';
import { IDataNetwork } from './interfaces';
import { Role } from './role';
import { allowFromVpc } from './vpc-ingress';
import { WorkloadAccess } from './workload-access';

/** The newest major version that Hive's schema is tested on. */
const ENGINE_VERSION = '16';
const PORT = 5432;

/** Props of `MetastoreDatabase`. */
export interface MetastoreDatabaseProps {
  /** Where it stands. */
  readonly network: IDataNetwork;
  /** The key in KMS, by ARN. */
  readonly keyArn: string;
  /**
   * The instance type.
   * @default "db.m7g.large"
   */
  readonly instanceType?: string;
  /**
   * How large it is at first; it grows to four times as much by itself.
   * @default Size.gibibytes(100)
   */
  readonly storage?: Size;
}

/** Who RDS makes first. The metastore has a user of its own, which this one makes. */
const ADMINISTRATOR = 'metastore';

/**
 * A PostgreSQL database of RDS for a Hive Metastore: in two zones where data is retained, TLS only. RDS makes and rotates the password of its
 * administrator, which the metastore itself never has:
 *
 *     services.HiveMetastoreDatabase.postgresql({
 *       host: database.host,
 *       user: 'hive',
 *       password: Secret.generated(),
 *       administrator: { user: database.administrator, password: Secret.fromStore({ store, key: 'rds!db-...', property: 'password' }) },
 *       authority: DatabaseAuthority.certificates(bundle, { verifyHost: false }),
 *       ...
 *     })
 *
 * Who reads that secret needs `grantAdministrator`. Its name is known once the database is there: it is the last part of `secretArn`, less its last seven letters. Certificates are those
 * of the region's bundle. They are good for the name that RDS gives, not for ours.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html (the bundles)
 */
export class MetastoreDatabase extends Construct {
  /** The host that clients in the network connect to: a name that is known before there is a database, so that manifests may hold it. */
  public readonly host: string;
  /** Who may make users in it. */
  public readonly administrator = ADMINISTRATOR;
  /** The ARN of the secret that holds the administrator's password. */
  public readonly secretArn: string;
  private readonly keyArn: string;

  public constructor(scope: Construct, id: string, props: MetastoreDatabaseProps) {
    super(scope, id);
    const name = `${AwsProfile.of(this).environmentName(this)}-metastore`;
    const retained = Environment.of(this).deletionPolicy === DeletionPolicy.RETAIN;
    const storage = props.storage?.toGibibytes() ?? 100;
    const group = this.securityGroup(name, props.network);
    const monitoring = new Role(this, 'MonitoringRole', {
      name: 'metastore-monitoring',
      description: 'Writes what the database does',
      trust: serviceTrust('monitoring.rds.amazonaws.com'),
      managedPolicies: ['service-role/AmazonRDSEnhancedMonitoringRole'],
    });
    const database = new DbInstance(this, 'Resource', {
      identifier: name,
      engine: 'postgres',
      engineVersion: ENGINE_VERSION,
      instanceClass: props.instanceType ?? 'db.m7g.large',
      dbName: 'metastore',
      username: ADMINISTRATOR,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: props.keyArn,
      allocatedStorage: storage,
      maxAllocatedStorage: storage * 4,
      storageType: 'gp3',
      storageEncrypted: true,
      kmsKeyId: props.keyArn,
      multiAz: retained,
      dbSubnetGroupName: new DbSubnetGroup(this, 'Subnets', { name, subnetIds: props.network.privateSubnetIds }).name,
      vpcSecurityGroupIds: [group.id],
      parameterGroupName: new DbParameterGroup(this, 'Parameters', {
        name,
        family: `postgres${ENGINE_VERSION}`,
        parameter: [
          { name: 'rds.force_ssl', value: '1' },
          { name: 'log_statement', value: 'ddl' },
          { name: 'log_min_duration_statement', value: '1000' },
        ],
      }).name,
      publiclyAccessible: false,
      iamDatabaseAuthenticationEnabled: true,
      backupRetentionPeriod: retained ? 14 : 1,
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: true,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: props.keyArn,
      monitoringInterval: 60,
      monitoringRoleArn: monitoring.roleArn,
      enabledCloudwatchLogsExports: ['postgresql', 'upgrade'],
      deletionProtection: retained,
      skipFinalSnapshot: !retained,
      finalSnapshotIdentifier: retained ? `${name}-final` : undefined,
      lifecycle: { preventDestroy: retained ? true : undefined },
    });
    this.keyArn = props.keyArn;
    this.host = this.named(name, database, props.network);
    this.secretArn = database.masterUserSecret.get(0).secretArn;
  }

  /** Allow reading the administrator's password: to External Secrets, which else reads what begins with the environment's name alone. */
  public grantAdministrator(access: WorkloadAccess): void {
    access.allow('MetastoreAdministrator', [
      {
        Effect: 'Allow',
        Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        Resource: this.secretArn,
      },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: this.keyArn,
        Condition: {
          StringEquals: {
            'kms:ViaService': `secretsmanager.${AwsProfile.of(this).region}.amazonaws.com`,
            'kms:EncryptionContext:SecretARN': this.secretArn,
          },
        },
      },
    ]);
  }

  /** A name of ours for it, in the network alone. */
  private named(name: string, { address }: DbInstance, { vpcId }: IDataNetwork): string {
    const zone = new Route53Zone(this, 'Zone', {
      name: `${name}.internal`,
      comment: 'The database of the metastore',
      vpc: [{ vpcId }],
    });
    const host = `database.${name}.internal`;
    // RDS moves the name of its own to the standby when the database fails over.
    new Route53Record(this, 'Name', { zoneId: zone.zoneId, name: host, type: 'CNAME', ttl: 60, records: [address] });
    return host;
  }

  private securityGroup(name: string, network: IDataNetwork): SecurityGroup {
    const group = new SecurityGroup(this, 'SecurityGroup', {
      name,
      description: 'The database of the metastore',
      vpcId: network.vpcId,
      tags: { Name: name },
    });
    allowFromVpc(this, group.id, network.cidrs, PORT);
    return group;
  }
}
