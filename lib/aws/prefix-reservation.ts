import { Ec2SubnetCidrReservation } from '@cdktf/provider-aws/lib/ec2-subnet-cidr-reservation';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Construct } from 'constructs';
import { NodeAddresses } from '../kubernetes';
import { parseCidr, subnetOf } from './cidr';

/** The addresses of a prefix, /28: what a node is given at a time. */
const BLOCK = 16;

/**
 * Keeps three quarters of a subnet for prefixes, so that no single address stands in one: a subnet that looks half empty may have no whole prefix
 * left otherwise. Nodes, endpoints and load balancers have their own addresses in the first quarter, which is more than they can need: each node
 * has at least two prefixes.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-cidr-reservation.html
 * @returns how many prefixes there are
 */
export function reservePrefixes(scope: Construct, letter: string, subnet: Subnet, cidr: string): number {
  const { prefix } = parseCidr(cidr)!;
  const reserved = [subnetOf(cidr, prefix + 2, 1), subnetOf(cidr, prefix + 1, 1)];
  reserved.forEach((cidrBlock, index) => {
    new Ec2SubnetCidrReservation(scope, `Prefixes-${letter}-${index}`, {
      subnetId: subnet.id,
      cidrBlock,
      reservationType: 'prefix',
      description: 'Prefixes of nodes, whose addresses pods have',
    });
  });
  // The last address of a subnet is AWS' own, and its prefix with it.
  return (3 * 2 ** (32 - prefix - 2)) / BLOCK - 1;
}

/** What nodes can have of it, with the plugin as `AddOns` sets it: one prefix whole in spare. */
export function nodeAddresses(zones: readonly string[], blocks: readonly number[]): NodeAddresses {
  return {
    blocks: Object.fromEntries(zones.map((zone, index) => [zone, blocks[index]])),
    blockSize: BLOCK,
    spareBlocks: 1,
  };
}
