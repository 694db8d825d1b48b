import { aws, policies, render, security, services } from 'bigdata-constructs';
import { App, TerraformStack } from 'cdktf';
import { AccessStack } from './access-stack';
import { AccountStack } from './account-stack';
import { BootstrapStack } from './bootstrap-stack';
import { ClusterStack } from './cluster-stack';
import { DataStack } from './data-stack';
import { DatabaseStack } from './database-stack';
import { EnginesStack } from './engines-stack';
import { accounts, CloudDefinition, EnvironmentDefinition, EnvironmentName, environments } from './environments';
import { NetworkStack } from './network-stack';
import { PlatformStack, SECRET_STORE } from './platform-stack';

/** Of the 900 or so that a database of 8 GiB takes: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections */
const DATABASE_CONNECTIONS = 400;

/** How the machine that deploys reaches what is deployed to. */
export interface DeployOptions {
  /** The port that a tunnel to a private API is open at. */
  readonly tunnelPort?: number;
}

/**
 * The stacks of one environment, each with what lives as long as it does, in the order in which they are deployed. They are destroyed in the
 * reverse order: nodes are drained while the cluster is there, and the network outlives the nodes.
 */
export function environmentStacks(app: App, name: EnvironmentName, options: DeployOptions = {}): TerraformStack[] {
  const definition = environments[name];
  const { environment, cloud } = definition;
  if (cloud) return cloudStacks(app, name, definition, cloud, options);
  const platform = new PlatformStack(app, `${name}-platform`, { environmentName: name, environment });
  const engines = new EnginesStack(app, `${name}-engines`, { environmentName: name, environment, inAws: false });
  engines.addDependency(platform);
  policies.Policies.applyTogether([platform, engines]);
  return [platform, engines];
}

function cloudStacks(
  app: App,
  name: EnvironmentName,
  definition: EnvironmentDefinition,
  cloud: CloudDefinition,
  { tunnelPort }: DeployOptions,
): TerraformStack[] {
  const { environment } = definition;
  const { accountId } = cloud.profile;
  if (!(accountId in accounts)) {
    throw new Error(
      `accounts in stacks/environments.ts has no row for ${accountId}, the account of '${name}': add one`,
    );
  }
  const account = AccountStack.ofAccount(app, accounts[accountId]);
  // Named so that `<environment>-*` leaves it alone: nobody removes the state with the environment.
  const bootstrap = new BootstrapStack(app, `bootstrap-${name}`, cloud, definition);
  const network = new NetworkStack(app, `${name}-network`, environment, cloud.network);
  const data = new DataStack(app, `${name}-data`, environment);
  const database =
    cloud.metastore &&
    new DatabaseStack(app, `${name}-database`, environment, { network: network.network, keyArn: data.key!.keyArn });
  const clusterStack = new ClusterStack(app, `${name}-cluster`, environment, cloud, network.network);
  const { cluster } = clusterStack;
  const inCluster = {
    environmentName: name,
    environment,
    clusterAccess: render.ClusterAccess.eks({
      clusterName: cluster.clusterName,
      region: cloud.profile.region,
      endpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority,
      localPort: tunnelPort,
    }),
  };
  const platform = new PlatformStack(app, `${name}-platform`, {
    ...inCluster,
    kubernetesVersion: cluster.kubernetesVersion,
    cloud: { ...cloud, clusterName: cluster.clusterName, zones: network.network.zones },
  });
  const engines = new EnginesStack(app, `${name}-engines`, {
    ...inCluster,
    inAws: true,
    metastoreDatabase: database && databaseOf(database.database, cloud),
  });
  const { identities } = platform;
  const access = new AccessStack(
    app,
    `${name}-access`,
    environment,
    identities!,
    engines.storeAccess,
    database?.database,
  );
  for (const stack of [platform, engines]) aws.AwsStack.keepState(stack, name, network.profile);
  const edges: Edge[] = [
    [bootstrap, [account]],
    [clusterStack, [network]],
    ...(database ? [[database, [network, data]] satisfies Edge] : []),
    [access, [clusterStack, data, ...(database ? [database] : [])]],
    [platform, [access]],
    [engines, [platform, data]],
  ];
  for (const [stack, earlier] of edges) for (const each of earlier) stack.addDependency(each);
  policies.Policies.applyTogether([network, clusterStack, platform, engines]);
  return [account, bootstrap, network, data, ...(database ? [database] : []), clusterStack, access, platform, engines];
}

/** A stack, and what is deployed before it. */
type Edge = [TerraformStack, TerraformStack[]];

/** RDS as the metastore reaches it. */
function databaseOf(
  { host, administrator }: aws.MetastoreDatabase,
  { metastore, network }: CloudDefinition,
): services.HiveMetastoreDatabase {
  const { administratorSecret, authority } = metastore!;
  return services.HiveMetastoreDatabase.postgresql({
    host,
    user: 'hive',
    password: security.Secret.generated(),
    administrator: {
      user: administrator,
      password: security.Secret.fromStore({
        store: SECRET_STORE,
        key: administratorSecret,
        property: 'password',
      }),
    },
    // Its certificate is good for the name that RDS gave it.
    authority: services.DatabaseAuthority.certificates(authority, { verifyHost: false }),
    peer: security.Peer.cidr(network.cidr ?? '10.0.0.0/16'),
    maxConnections: DATABASE_CONNECTIONS,
  });
}
