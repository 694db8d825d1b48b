import { Duration, Size } from 'cdk8s';
import { bytesOf, canonicalQuantity, durationText, GIB, majority, MIB, quantityOf } from '../../lib/core/quantity';
import { describeWithControlPlane } from '../helpers/authorities';

const AMOUNTS = [
  '0',
  '1',
  '5',
  '10',
  '100',
  '999',
  '1000',
  '1024',
  '1500',
  '2048',
  '1000000',
  '1048576',
  '0.5',
  '1.5',
  '0.001',
  '2.25',
  '.5',
  '12.0',
];
const SUFFIXES = ['', 'm', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti', 'u', 'n', 'e3', 'E2', 'e0', 'e-3'];
const quantities = AMOUNTS.flatMap((amount) => SUFFIXES.map((suffix) => amount + suffix));

describe('quantities', () => {
  test.each([
    [Size.gibibytes(1), '1Gi'],
    [Size.mebibytes(1536), '1536Mi'],
    [Size.gibibytes(1024), '1Ti'],
    [Size.kibibytes(3), '3Ki'],
  ])('of sizes are canonical', (size, quantity) => {
    expect(quantityOf(size)).toBe(quantity);
  });

  test('count bytes', () => {
    expect(bytesOf(Size.mebibytes(1))).toBe(1048576);
  });

  test('leave alone what is none', () => {
    expect(canonicalQuantity('12 apples')).toBe('12 apples');
  });
});

describeWithControlPlane('quantities on a real API server', (api) => {
  test(`are canonical as the server has it, for ${quantities.length} of them`, async () => {
    // An emptyDir's limit takes any quantity, so one pod holds them all.
    const stored = await api.apply(
      {
        apiVersion: 'v1',
        kind: 'PodTemplate',
        metadata: { name: 'quantities', namespace: 'default' },
        template: {
          spec: {
            containers: [{ name: 'a', image: 'a' }],
            volumes: quantities.map((sizeLimit, index) => ({ name: `v${index}`, emptyDir: { sizeLimit } })),
          },
        },
      },
      { dryRun: true },
    );
    const { volumes } = (stored.template as { spec: { volumes: { emptyDir: { sizeLimit: string } }[] } }).spec;
    const wrong = quantities
      .map((given, index) => ({ given, ours: canonicalQuantity(given), servers: volumes[index].emptyDir.sizeLimit }))
      .filter(({ ours, servers }) => ours !== servers);
    expect(wrong).toEqual([]);
  });
});

test.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 3],
  [5, 3],
])('of %i members, %i must agree', (members, expected) => {
  expect(majority(members)).toBe(expected);
});

test('units count as sizes do', () => {
  expect([MIB, GIB]).toEqual([Size.mebibytes(1), Size.gibibytes(1)].map(bytesOf));
});

test.each([
  [Duration.seconds(0), '0 seconds'],
  [Duration.millis(1500), '1500 milliseconds'],
  [Duration.seconds(1), '1 second'],
  [Duration.minutes(90), '90 minutes'],
  [Duration.minutes(120), '2 hours'],
  [Duration.hours(24), '1 day'],
])('a duration as people say it', (duration, expected) => {
  expect(durationText(duration)).toBe(expected);
});
