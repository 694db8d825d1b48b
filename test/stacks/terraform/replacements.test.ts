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

function stackOf(stack: Stack, { environment, cloud }: Definition): StackJson {
  const texts = synthTexts((app: App) => {
    const network = new NetworkStack(app, 'prod-network', environment, cloud.network);
    new DataStack(app, 'prod-data', environment);
    new ClusterStack(app, 'prod-cluster', environment, cloud, network.network);
  });
  return JSON.parse(texts[`prod-${stack}`]) as StackJson;
}

const withCluster = (cluster: Partial<CloudDefinition['cluster']>): Definition => ({
  ...PROD,
  cloud: { ...PROD.cloud, cluster: { ...PROD.cloud.cluster, ...cluster } },
});
const withNetwork = (network: aws.DataNetworkProps): Definition => ({
  ...PROD,
  cloud: { ...PROD.cloud, network: { ...PROD.cloud.network, ...network } },
});
/** Prod with a zone less: the change is the one that is added, behind the others. */
const TWO_ZONES: Definition = {
  ...PROD,
  environment: { ...PROD.environment, zones: PROD.environment.zones?.slice(0, 2) },
};

interface Change {
  readonly stack: Stack;
  readonly what: string;
  readonly from?: Definition;
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
  { stack: 'cluster', what: 'a third zone', from: TWO_ZONES, to: PROD, replaced: [NODES] },
  {
    stack: 'cluster',
    what: 'more system nodes',
    to: withCluster({ systemNodes: { instanceType: 'm7g.xlarge', count: 5 } }),
  },
  {
    stack: 'cluster',
    what: 'a newer version',
    from: withCluster({ version: aws.EksVersion.V1_34 }),
    to: withCluster({ version: aws.EksVersion.V1_35 }),
  },
  { stack: 'cluster', what: 'fewer logs', to: withCluster({ logs: [aws.ControlPlaneLog.AUDIT] }) },
  { stack: 'network', what: 'a third zone', from: TWO_ZONES, to: PROD },
  { stack: 'network', what: 'interface endpoints', to: withNetwork({ interfaceEndpoints: true }) },
];

describeWithProviderMirror('what a change replaces, by Terraform with the real AWS provider', (authority) => {
  const deployed = new Map<string, Promise<DeployedStack>>();
  /** Deployed once, whatever is changed then. */
  const deploy = (stack: Stack, from: Definition) => {
    const json = stackOf(stack, from);
    const key = JSON.stringify(json);
    const made = deployed.get(key) ?? new DeployedStack(scratchFolder('replaced-'), authority).deploy(json);
    deployed.set(key, made);
    return made;
  };

  test.each(CHANGES)('$stack: $what', async ({ stack, from = PROD, to, replaced = [] }) => {
    const found = Object.entries(await (await deploy(stack, from)).replacedBy(stackOf(stack, to)));
    const unexplained = found.filter(([address, how]) => !replaced.some(([of, as]) => of.test(address) && as === how));
    expect(unexplained).toEqual([]);
    expect(replaced.filter(([of]) => !found.some(([address]) => of.test(address)))).toEqual([]);
  });
});
