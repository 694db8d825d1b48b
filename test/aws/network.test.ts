import { aws } from 'bigdata-constructs';
import { synthAws, TestEnvironment } from './helpers';

const network = (props: aws.DataNetworkProps = {}, environment?: TestEnvironment) =>
  synthAws((stack) => void new aws.DataNetwork(stack, 'Network', props), environment);

const cidrs = (made: ReturnType<typeof network>, kind: string) =>
  Object.entries(made.all('aws_subnet'))
    .filter(([id]) => id.startsWith(`Network_${kind}-`))
    .map(([, { cidr_block }]) => cidr_block);

describe('DataNetwork', () => {
  test('gives each kind of subnet addresses that overlap no other', () => {
    const made = network();
    expect(cidrs(made, 'Public')).toEqual(['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']);
    expect(cidrs(made, 'Intra')).toEqual(['10.0.20.0/28', '10.0.20.16/28', '10.0.20.32/28']);
    expect(cidrs(made, 'LoadBalancer')).toEqual(['10.0.4.0/22', '10.0.8.0/22', '10.0.12.0/22']);
    expect(cidrs(made, 'Private')).toEqual(['100.64.0.0/18', '100.64.64.0/18', '100.64.128.0/18']);
  });

  test.each([
    [aws.NatGateways.PER_ZONE, 3, 4],
    [aws.NatGateways.SINGLE, 1, 4],
    [aws.NatGateways.NONE, 0, 1],
  ])('with NAT gateways %s there are %i of them, and %i routes', (nat, gateways, routes) => {
    const made = network({ nat });
    expect(Object.keys(made.all('aws_nat_gateway'))).toHaveLength(gateways);
    expect(Object.keys(made.all('aws_route'))).toHaveLength(routes);
    // A table a zone, whatever there is: another number of gateways replaces none.
    expect(Object.keys(made.all('aws_route_table'))).toHaveLength(5);
  });

  test('what goes to S3 never passes a gateway that costs', () => {
    const { S3 } = Object.fromEntries(
      Object.entries(network().all('aws_vpc_endpoint')).map(([id, endpoint]) => [id.split('_')[2], endpoint]),
    );
    expect(S3).toMatchObject({ service_name: 'com.amazonaws.eu-central-1.s3', vpc_endpoint_type: 'Gateway' });
    expect(S3.route_table_ids).toHaveLength(4);
  });

  test('without NAT gateways, everything comes by endpoints', () => {
    expect(Object.keys(network({ nat: aws.NatGateways.NONE }).all('aws_vpc_endpoint'))).toHaveLength(15);
  });

  test('names a zone by its letter, so that another zone renames none', () => {
    const two = Object.keys(network({}, { zones: ['eu-central-1a', 'eu-central-1c'] }).all('aws_subnet'));
    const three = Object.keys(network().all('aws_subnet'));
    expect(three).toEqual(expect.arrayContaining(two));
  });

  test.each(['abc', 'cab', 'bc', 'cdb', 'dba'])(
    'with the zones %s, each has the addresses that it always has',
    (letters) => {
      const zones = (text: string) => [...text].map((letter) => `eu-central-1${letter}`);
      const of = (text: string) =>
        Object.entries(network({}, { zones: zones(text) }).all('aws_subnet')).map(([id, { cidr_block }]) => [
          id,
          cidr_block,
        ]);
      const all = Object.fromEntries([...of('abc'), ...of('bcd')]) as Record<string, string>;
      expect(new Set(Object.values(all)).size).toBe(16);
      expect(of(letters)).toHaveLength(4 * letters.length);
      expect(Object.fromEntries(of(letters))).toEqual(
        Object.fromEntries(Object.entries(all).filter(([id]) => of(letters).some(([own]) => own === id))),
      );
    },
  );

  test('a zone whose letter stands for the addresses of another has others, or there is no network', () => {
    const zones = ['a', 'c', 'e'].map((letter) => `eu-central-1${letter}`);
    expect(() => network({}, { zones })).toThrow(/AWS106.*0 for eu-central-1e/);
    const made = network({ zoneBlocks: { 'eu-central-1e': 1 } }, { zones });
    expect(cidrs(made, 'Private')).toEqual(['100.64.0.0/18', '100.64.128.0/18', '100.64.64.0/18']);
  });

  test('refuses everything that is wrong at once', () => {
    const wrong = () =>
      network({ cidr: '10.0.0.1/16', podCidr: '8.8.0.0/16' }, { zones: ['eu-central-1a', 'us-east-1b'] });
    expect(wrong).toThrow(
      /\[stack\/Network\] AWS101[^]*'10\.0\.0\.1\/16'[^]*AWS102[^]*'8\.8\.0\.0\/16'[^]*AWS103[^]*'us-east-1b' in eu-central-1/,
    );
  });

  test('refuses a profile that is wrong, where it is used', () => {
    expect(() => network({}, { profile: { accountId: '1' } })).toThrow(/\[stack[^\]]*\] AWS001.*'1'/);
  });

  test('takes one that exists', () => {
    const given = { vpcId: 'vpc-1', cidrs: ['10.0.0.0/16'], zones: ['eu-central-1a'], privateSubnetIds: ['subnet-1'] };
    expect(aws.DataNetwork.fromAttributes(given)).toEqual({ ...given, intraSubnetIds: ['subnet-1'] });
  });
});
