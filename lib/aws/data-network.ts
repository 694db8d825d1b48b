import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcIpv4CidrBlockAssociation } from '@cdktf/provider-aws/lib/vpc-ipv4-cidr-block-association';
import { TerraformResourceLifecycle } from 'cdktf';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment } from '../core';
import { checkRules } from '../core/internal';
import { declareNodes } from '../kubernetes/internal';
import { AwsProfile } from './aws-profile';
import { parseCidr, subnetOf } from './cidr';
import { serviceTrust } from './iam-policy';
import { IDataNetwork } from './interfaces';
import { logGroup } from './log-group';
import { logKey } from './log-key';
import { NetworkEndpoints } from './network-endpoints';
import { networkRules } from './network-rules';
import { nodeAddresses, reservePrefixes } from './prefix-reservation';
import { Role } from './role';
import { waitFor } from './wait-for';

/** How private subnets reach the internet. */
export enum NatGateways {
  /** One gateway a zone: the loss of a zone cuts off no other. */
  PER_ZONE = 'per-zone',
  /** One for all: cheaper, and a zone's loss may cut off all. */
  SINGLE = 'single',
  /** None: everything comes by endpoints. */
  NONE = 'none',
}

/** Props of `DataNetwork`. */
export interface DataNetworkProps {
  /**
   * Addresses of load balancers, endpoints and the control plane: /16 to /18 of a private range.
   * @default "10.0.0.0/16"
   */
  readonly cidr?: string;
  /**
   * Addresses of nodes and pods: /16 to /20. No other network needs a route to them.
   * @default "100.64.0.0/16"
   */
  readonly podCidr?: string;
  /**
   * How private subnets reach the internet.
   * @default NatGateways.PER_ZONE
   */
  readonly nat?: NatGateways;
  /**
   * The zone that a single gateway stands in. Name it before another zone comes before it in the environment's list, or the gateway moves there,
   * and what left by its address leaves by another.
   * @default - the first of the environment's zones
   */
  readonly natZone?: string;
  /**
   * Which quarter of the addresses a zone has, 0 to 3, by the zone's name: where two zones would have the same. It can never be changed.
   * @default - by the zone's letter: those of a to d are 0 to 3, of e to h again 0 to 3
   */
  readonly zoneBlocks?: Record<string, number>;
  /**
   * Private endpoints of the services that nodes call: about $7.30 a month each, in each zone.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
   * @default - only where there is no NAT gateway
   */
  readonly interfaceEndpoints?: boolean;
}

/** What there is to know of a network that exists. */
export interface DataNetworkAttributes {
  /** The VPC. */
  readonly vpcId: string;
  /** Its address blocks, the primary first. */
  readonly cidrs: string[];
  /** The zones. */
  readonly zones: string[];
  /** Subnets of nodes and pods, in the order of the zones. */
  readonly privateSubnetIds: string[];
  /**
   * Subnets of the control plane's network interfaces.
   * @default - those of nodes and pods
   */
  readonly intraSubnetIds?: string[];
}

/**
 * A VPC for data platforms, over two or three zones: public subnets that hold nothing but gateways and load balancers, private ones for
 * nodes and pods out of a block of their own, and intra ones for the control plane. What goes to S3 never passes a NAT gateway.
 *
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html
 */
export class DataNetwork extends Construct implements IDataNetwork {
  /**
   * A network that exists. Its subnets of nodes need the tag `karpenter.sh/discovery: <cluster name>`, and the VPC an S3 gateway endpoint:
   * without one, all that is read from S3 is paid for at the NAT gateway.
   */
  public static fromAttributes(attributes: DataNetworkAttributes): IDataNetwork {
    const { intraSubnetIds = attributes.privateSubnetIds } = attributes;
    return { ...attributes, intraSubnetIds };
  }

  public readonly vpcId: string;
  public readonly cidrs: string[];
  public readonly zones: string[];
  public readonly privateSubnetIds: string[];
  public readonly intraSubnetIds: string[];
  /** The value of the VPC's `Name` tag, known before the VPC exists. */
  public readonly vpcName: string;
  private readonly nat: NatGateways;
  private readonly natZone: string;
  /** What holds the network together is not replaced: all that runs in it would have to go first. */
  private readonly lifecycle?: TerraformResourceLifecycle;
  /** Which quarter of the addresses each zone has, in their order. */
  private readonly blocks: number[];

  public constructor(scope: Construct, id: string, props: DataNetworkProps = {}) {
    super(scope, id);
    const profile = AwsProfile.of(this);
    const { cidr = '10.0.0.0/16', podCidr = '100.64.0.0/16', nat = NatGateways.PER_ZONE } = props;
    const interfaceEndpoints = props.interfaceEndpoints ?? nat === NatGateways.NONE;
    this.zones = Environment.of(this).zones;
    this.blocks = this.zones.map((zone) => props.zoneBlocks?.[zone] ?? blockOf(zone));
    this.natZone = props.natZone ?? this.zones[0];
    checkRules(this, networkRules, {
      cidr,
      podCidr,
      zones: this.zones,
      natZone: this.natZone,
      blocks: this.blocks,
      region: profile.region,
      nat: nat !== NatGateways.NONE,
      interfaceEndpoints,
    });
    this.nat = nat;
    const retained = Environment.of(this).deletionPolicy === DeletionPolicy.RETAIN;
    this.lifecycle = retained ? { preventDestroy: true } : undefined;
    this.cidrs = [cidr, podCidr];
    this.vpcName = profile.environmentName(this);
    // Private endpoints, EKS's own among them, are found by names that the VPC resolves.
    const vpc = new Vpc(this, 'Vpc', {
      cidrBlock: cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: this.vpcName },
      lifecycle: this.lifecycle,
    });
    this.vpcId = vpc.id;
    // Nothing may use it, so it allows nothing.
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', {
      vpcId: vpc.id,
      tags: { Name: `${this.vpcName}-default-closed` },
    });
    const pods = new VpcIpv4CidrBlockAssociation(this, 'PodCidr', {
      vpcId: vpc.id,
      cidrBlock: podCidr,
      lifecycle: this.lifecycle,
    });

    const prefix = parseCidr(cidr)!.prefix;
    const podPrefix = parseCidr(podCidr)!.prefix;
    const publicTable = this.publicTable();
    const publicSubnets = this.subnets('Public', publicTable, (block) => ({
      cidrBlock: subnetOf(cidr, prefix + 8, block),
      tags: { 'kubernetes.io/role/elb': '1' },
    }));
    const privateTables = this.privateTables(publicSubnets);
    const tableOf = (zone: number) => privateTables[zone % privateTables.length];
    this.subnets('LoadBalancer', tableOf, (block) => ({
      cidrBlock: subnetOf(cidr, prefix + 6, 1 + block),
      tags: { 'kubernetes.io/role/internal-elb': '1' },
    }));
    const privateSubnets = this.subnets('Private', tableOf, (block) => ({
      cidrBlock: subnetOf(podCidr, podPrefix + 2, block),
      tags: { 'karpenter.sh/discovery': this.vpcName },
    }));
    for (const subnet of privateSubnets) waitFor(subnet, pods);
    const intraTable = new RouteTable(this, 'IntraTable', { vpcId: vpc.id, tags: this.named('intra') });
    const intraSubnets = this.subnets(
      'Intra',
      () => intraTable,
      (block) => ({
        // The control plane asks for 16 addresses; they come out of what would be the fifth subnet of load balancers.
        cidrBlock: subnetOf(cidr, 28, 5 * 2 ** (28 - prefix - 6) + block),
        tags: {},
      }),
    );
    const blocks = privateSubnets.map((subnet, zone) =>
      reservePrefixes(this, this.letter(zone), subnet, subnetOf(podCidr, podPrefix + 2, this.blocks[zone])),
    );
    declareNodes(this, { addresses: nodeAddresses(this.zones, blocks) });
    this.privateSubnetIds = privateSubnets.map((subnet) => subnet.id);
    this.intraSubnetIds = intraSubnets.map((subnet) => subnet.id);
    new NetworkEndpoints(this, 'Endpoints', {
      vpcId: vpc.id,
      vpcName: this.vpcName,
      cidrs: this.cidrs,
      routeTableIds: [...privateTables, intraTable].map((table) => table.id),
      subnetIds: this.privateSubnetIds,
      interfaces: interfaceEndpoints,
    });
    this.flowLogs();
  }

  private named(part: string): Record<string, string> {
    return { Name: `${this.vpcName}-${part}` };
  }

  private publicTable(): (zone: number) => RouteTable {
    const gateway = new InternetGateway(this, 'InternetGateway', { vpcId: this.vpcId, tags: this.named('internet') });
    const table = new RouteTable(this, 'PublicTable', { vpcId: this.vpcId, tags: this.named('public') });
    new Route(this, 'PublicRoute', {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.id,
    });
    return () => table;
  }

  private hasGateway(zone: number): boolean {
    if (this.nat === NatGateways.SINGLE) return this.zones[zone] === this.natZone;
    return this.nat === NatGateways.PER_ZONE;
  }

  /** One table a zone, whatever the gateways: another number of gateways then changes routes and no table. */
  private privateTables(publicSubnets: Subnet[]): RouteTable[] {
    const gateways = publicSubnets
      .map((subnet, zone) => ({ subnet, zone }))
      .filter(({ zone }) => this.hasGateway(zone))
      .map(({ subnet, zone }) => {
        const letter = this.letter(zone);
        const address = new Eip(this, `NatAddress-${letter}`, { domain: 'vpc', tags: this.named(`nat-${letter}`) });
        return new NatGateway(this, `Nat-${letter}`, {
          subnetId: subnet.id,
          allocationId: address.id,
          tags: this.named(`nat-${letter}`),
        });
      });
    return this.zones.map((_, zone) => {
      const letter = this.letter(zone);
      const table = new RouteTable(this, `PrivateTable-${letter}`, {
        vpcId: this.vpcId,
        tags: this.named(`private-${letter}`),
      });
      if (gateways.length > 0) {
        new Route(this, `PrivateRoute-${letter}`, {
          routeTableId: table.id,
          destinationCidrBlock: '0.0.0.0/0',
          natGatewayId: gateways[zone % gateways.length].id,
        });
      }
      return table;
    });
  }

  private subnets(
    kind: string,
    tableOf: (zone: number) => RouteTable,
    config: (block: number) => { cidrBlock: string; tags: Record<string, string> },
  ): Subnet[] {
    return this.zones.map((availabilityZone, zone) => {
      const { cidrBlock, tags } = config(this.blocks[zone]);
      const letter = this.letter(zone);
      const subnet = new Subnet(this, `${kind}-${letter}`, {
        vpcId: this.vpcId,
        availabilityZone,
        cidrBlock,
        mapPublicIpOnLaunch: false,
        tags: { ...this.named(`${kind.toLowerCase()}-${letter}`), ...tags },
        lifecycle: this.lifecycle,
      });
      new RouteTableAssociation(this, `${kind}Association-${letter}`, {
        subnetId: subnet.id,
        routeTableId: tableOf(zone).id,
      });
      return subnet;
    });
  }

  /** `a` of `eu-central-1a`: a zone that is added or removed renames no other. */
  private letter(zone: number): string {
    return this.zones[zone].slice(-1);
  }

  private flowLogs(): void {
    const profile = AwsProfile.of(this);
    const name = `/${profile.namePrefix}/${Environment.of(this).name}/flow-logs`;
    const key = logKey(this, 'LogKey', 'network-logs');
    const group = logGroup(this, 'FlowLogs', name, key?.keyArn);
    const role = new Role(this, 'FlowLogRole', {
      name: 'flow-logs',
      description: 'Writes the flow logs of the VPC',
      trust: serviceTrust('vpc-flow-logs.amazonaws.com'),
    });
    role.allow('Write', [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
        Resource: profile.arn('logs', `log-group:${name}:*`),
      },
    ]);
    new FlowLog(this, 'FlowLog', {
      vpcId: this.vpcId,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: group.arn,
      iamRoleArn: role.roleArn,
      maxAggregationInterval: 600,
      tags: this.named('flow-logs'),
    });
  }
}

/** By its own letter, so that a zone that is added, wherever in the list, moves no subnet of another. */
function blockOf(zone: string): number {
  return (zone.charCodeAt(zone.length - 1) - 'a'.charCodeAt(0)) % 4;
}
