import { aws } from 'bigdata-constructs';
import { App } from 'cdktf';
import { ClusterStack } from '../../../stacks/cluster-stack';
import { DataStack } from '../../../stacks/data-stack';
import { CloudDefinition, EnvironmentDefinition, environments } from '../../../stacks/environments';
import { NetworkStack } from '../../../stacks/network-stack';
import { describeWithProviderMirror } from '../../helpers/authorities';
import { scratchFolder } from '../../helpers/offline-terraform';
import { StackJson } from '../../helpers/provider-schema';
import { DeployedStack, Replacement } from '../../helpers/replacements';
import { synthTexts } from '../../helpers/synth';

type Definition = Required<EnvironmentDefinition>;
type Stack = 'network' | 'data' | 'cluster';

const PROD = environments.prod as Definition;
/** What is deployed: prod, with a zone less than it gets, and an older version. */
const DEPLOYED: Definition = {
  ...PROD,
  environment: { ...PROD.environment, zones: PROD.environment.zones?.slice(0, 2) },
  cloud: { ...PROD.cloud, cluster: { ...PROD.cloud.cluster, version: aws.EksVersion.V1_34 } },
};

function stackOf(stack: Stack, { environment, cloud }: Definition): StackJson {
  const texts = synthTexts((app: App) => {
    const network = new NetworkStack(app, 'prod-network', environment, cloud.network);
    new DataStack(app, 'prod-data', environment);
    new ClusterStack(app, 'prod-cluster', environment, cloud, network.network);
  });
  return JSON.parse(texts[`prod-${stack}`]) as StackJson;
}

const withCluster = (cluster: Partial<CloudDefinition['cluster']>): Definition => ({
  ...DEPLOYED,
  cloud: { ...DEPLOYED.cloud, cluster: { ...DEPLOYED.cloud.cluster, ...cluster } },
});
const withNetwork = (network: aws.DataNetworkProps): Definition => ({
  ...DEPLOYED,
  cloud: { ...DEPLOYED.cloud, network: { ...DEPLOYED.cloud.network, ...network } },
});
/** Its zone comes behind the others. */
const THREE_ZONES: Definition = { ...DEPLOYED, environment: PROD.environment };

interface Change {
  readonly stack: Stack;
  readonly what: string;
  readonly to: Definition;
  /** What is replaced, and why that is right: resources by the end of their address. */
  readonly replaced?: [resource: RegExp, how: Replacement, why: string][];
}

const NODES: [RegExp, Replacement, string] = [
  /^aws_eks_node_group\./,
  'created before destroyed',
  'the pods of the old nodes are drained when the new ones are there',
];

const CHANGES: Change[] = [
  {
    stack: 'cluster',
    what: 'another type of system nodes',
    to: withCluster({ systemNodes: { instanceType: 'm7g.2xlarge' } }),
    replaced: [NODES],
  },
  { stack: 'cluster', what: 'a third zone', to: THREE_ZONES, replaced: [NODES] },
  {
    stack: 'cluster',
    what: 'more system nodes',
    to: withCluster({ systemNodes: { instanceType: 'm7g.xlarge', count: 5 } }),
  },
  {
    stack: 'cluster',
    what: 'a newer version',
    to: withCluster({ version: aws.EksVersion.V1_35 }),
  },
  { stack: 'cluster', what: 'fewer logs', to: withCluster({ logs: [aws.ControlPlaneLog.AUDIT] }) },
  { stack: 'network', what: 'a third zone', to: THREE_ZONES },
  { stack: 'network', what: 'interface endpoints', to: withNetwork({ interfaceEndpoints: true }) },
];

describeWithProviderMirror('what a change replaces, by Terraform with the real AWS provider', (authority) => {
  const deployed = new Map<Stack, Promise<DeployedStack>>();
  /** Deployed once, whatever is changed then. */
  const deploy = (stack: Stack) => {
    const made =
      deployed.get(stack) ?? new DeployedStack(scratchFolder('replaced-'), authority).deploy(stackOf(stack, DEPLOYED));
    deployed.set(stack, made);
    return made;
  };

  test.each(CHANGES)(
    '$stack: $what',
    async ({ stack, to, replaced = [] }) => {
      const found = Object.entries(await (await deploy(stack)).replacedBy(stackOf(stack, to)));
      const unexplained = found.filter(
        ([address, how]) => !replaced.some(([of, as]) => of.test(address) && as === how),
      );
      expect(unexplained).toEqual([]);
      expect(replaced.filter(([of]) => !found.some(([address]) => of.test(address)))).toEqual([]);
    },
    240_000,
  );
});
