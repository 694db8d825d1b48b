import * as fs from 'node:fs';
import * as path from 'node:path';
import { aws, Cpu, DeletionPolicy, EnvironmentProps, monitoring, NodeClass, security } from 'bigdata-constructs';
import { Duration } from 'cdk8s';

/** The names of our environments. */
export type EnvironmentName = 'local' | 'dev' | 'staging' | 'prod';

/** What an environment is, and what it is deployed to. */
export interface EnvironmentDefinition {
  readonly environment: EnvironmentProps;
  /** What there is in AWS; without it, the cluster is whatever the kubeconfig points at. */
  readonly cloud?: CloudDefinition;
}

/** What there is in AWS. */
export interface CloudDefinition {
  readonly profile: Omit<aws.AwsProfileProps, 'stateBucket'>;
  /** Whether the bootstrap stack's own state is in the bucket that it made: set it after the first deployment, and migrate. */
  readonly bootstrapped: boolean;
  readonly network: aws.DataNetworkProps;
  readonly cluster: Omit<aws.DataClusterProps, 'network' | 'viewers'>;
  readonly nodes: Omit<aws.NodeArchetypesProps, 'zones'>;
  /** Whether volumes outlive their claims: decided once, since a storage class can never be changed. */
  readonly keepVolumes: boolean;
  readonly costs: aws.CostGuardProps;
  /** The database of the metastore, where there is one: it needs keys of its own. */
  readonly metastore?: MetastoreDefinition;
  /** Whether what pods write is kept in CloudWatch, at $0.50 a GB. */
  readonly shipLogs?: boolean;
  /** Who deploys by pipeline. */
  readonly ci?: aws.CiRolesProps;
}

/** What the metastore's database is known by. */
export interface MetastoreDefinition {
  /** Where RDS keeps the password of its administrator: `rds!db-...`. It is known once the database is there. */
  readonly administratorSecret: string;
  /** Whose certificates are believed: the bundle of the region. */
  readonly authority: string;
}

/** What an account has once, for all of its environments. */
export interface AccountDefinition {
  readonly profile: Omit<aws.AwsProfileProps, 'stateBucket'>;
  /** Whether the state of the account's stack is in the bucket that it made: set it after the first deployment, and migrate. */
  readonly bootstrapped: boolean;
  readonly singletons: aws.AccountSingletonsProps;
}

/** How long Prometheus keeps samples: longer than any window of an error budget. */
const RETENTION = Duration.days(35);

/** The account, the region and the people are yours to fill in: nothing of it is read before something is deployed. */
const ACCOUNT = '000000000000';
const REGION = 'eu-central-1';
const ADMINISTRATORS = [`arn:aws:iam::${ACCOUNT}:role/data-platform-admin`];
const OFFICES = ['203.0.113.0/24'];
/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html#UsingWithRDS.SSL.CertificatesDownload */
const RDS_AUTHORITY = fs.readFileSync(path.join(__dirname, `certificates/rds-${REGION}.pem`), 'utf8');
const MAIL = 'data-platform@example.com';
const REPOSITORY = 'example/data-platform';

const zones = (letters: string) => [...letters].map((letter) => `${REGION}${letter}`);

const account = (tags: Record<string, string> = {}) => ({
  accountId: ACCOUNT,
  region: REGION,
  tags: { 'cost-center': 'data-platform', ...tags },
});

/** The accounts that environments are in, by their ids. */
export const accounts: Record<string, AccountDefinition> = {
  [ACCOUNT]: {
    profile: account(),
    bootstrapped: false,
    singletons: { anomalies: { threshold: 500, emails: [MAIL] } },
  },
};

/** An environment in AWS: its nodes are Karpenter's, its volumes EBS. */
export function inAws(props: EnvironmentProps, cloud: CloudDefinition): EnvironmentDefinition {
  const profile = new aws.AwsProfile(cloud.profile);
  const stateBucket = aws.RemoteState.bucketNameOf(profile, props.name);
  return {
    cloud,
    environment: {
      storageClasses: { data: 'gp3', quorum: 'gp3-fast', scratch: 'gp3-scratch' },
      nodeClasses: aws.NodeArchetypes.placements(),
      ...props,
      extensions: [
        new aws.AwsProfile({ ...cloud.profile, stateBucket }),
        new security.NetworkProfile({ apiServerCidrs: [cloud.network.cidr ?? '10.0.0.0/16'] }),
        new monitoring.MonitoringProfile({ retention: RETENTION, alertLabels: { team: 'data-platform' } }),
      ],
    },
  };
}

/** All that differs between our environments without being a property of an engine. */
export const environments: Record<EnvironmentName, EnvironmentDefinition> = {
  /** Any cluster that the kubeconfig points at: one zone, no dedicated nodes, and nothing that outlives its owner. */
  local: {
    environment: {
      name: 'local',
      zones: ['local'],
      deletionPolicy: DeletionPolicy.DELETE,
      extensions: [new monitoring.MonitoringProfile({ retention: RETENTION })],
    },
  },

  /** For trying things: two zones, spare capacity wherever it can be, and nothing that outlives its owner. */
  dev: inAws(
    { name: 'dev', zones: zones('ab'), deletionPolicy: DeletionPolicy.DELETE },
    {
      profile: { ...account(), logRetentionDays: 30, customerManagedKeys: false },
      bootstrapped: false,
      network: { cidr: '10.10.0.0/16', nat: aws.NatGateways.SINGLE },
      cluster: {
        administrators: ADMINISTRATORS,
        access: aws.Access.publicFrom(OFFICES),
        logs: [aws.ControlPlaneLog.API, aws.ControlPlaneLog.AUDIT, aws.ControlPlaneLog.AUTHENTICATOR],
        systemNodes: { count: 2 },
      },
      nodes: { cpuLimits: { [NodeClass.EXECUTOR.id]: Cpu.units(64) } },
      keepVolumes: false,
      costs: { monthlyLimit: 1500, emails: [MAIL] },
    },
  ),

  /** As production, smaller: what is deployed there was deployed here before. */
  staging: inAws(
    { name: 'staging', zones: zones('abc') },
    {
      profile: { ...account(), logRetentionDays: 90 },
      bootstrapped: false,
      network: { cidr: '10.20.0.0/16', nat: aws.NatGateways.SINGLE },
      cluster: {
        administrators: ADMINISTRATORS,
        access: aws.Access.privateVia(aws.WayIn.sessionManagerHost()),
      },
      nodes: { cpuLimits: { [NodeClass.EXECUTOR.id]: Cpu.units(128) } },
      keepVolumes: true,
      costs: { monthlyLimit: 6000, emails: [MAIL] },
      ci: { repository: REPOSITORY },
    },
  ),

  prod: inAws(
    { name: 'prod', zones: zones('abc') },
    {
      profile: account(),
      bootstrapped: false,
      network: { cidr: '10.0.0.0/16' },
      cluster: {
        administrators: ADMINISTRATORS,
        access: aws.Access.privateVia(
          aws.WayIn.sessionManagerHost(),
          aws.WayIn.buildRunner({
            repository: `https://github.com/${REPOSITORY}.git`,
            connectionArn: `arn:aws:codeconnections:${REGION}:${ACCOUNT}:connection/00000000-0000-0000-0000-000000000000`,
          }),
        ),
        systemNodes: { instanceType: 'm7g.xlarge' },
      },
      nodes: {
        cpuLimits: {
          [NodeClass.DRIVER.id]: Cpu.units(128),
          [NodeClass.EXECUTOR.id]: Cpu.units(512),
          [NodeClass.QUERY.id]: Cpu.units(368),
          [NodeClass.STATEFUL.id]: Cpu.units(256),
        },
      },
      keepVolumes: true,
      costs: { monthlyLimit: 40000, emails: [MAIL] },
      metastore: { administratorSecret: 'rds!db-00000000-0000-0000-0000-000000000000', authority: RDS_AUTHORITY },
      shipLogs: true,
      ci: { repository: REPOSITORY },
    },
  ),
};
