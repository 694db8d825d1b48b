import { Cpu } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { Check, Checks, choice, Given, placed, textOf } from '../../lib/core/checks';
import { KeyTable } from '../../lib/core/key-table';
import { Release } from '../../lib/core/release';
import { isOff } from '../../lib/core/risks';

/** Checks whose input is the value itself. */
const of = <T>() => new Checks<Given<T>>();
const itself = <T>(value: Given<T>) => value;

/** What a check says of values that it lets pass, and of values that it refuses. */
function holds<T>(check: Check<T>, must: string, passing: T[], refused: [T, string[]][]): void {
  expect(check.must).toBe(must);
  expect(passing.map((value) => check.violation(value) ?? [])).toEqual(passing.map(() => []));
  expect(refused.map(([value]) => [check.violation(value) ?? []].flat())).toEqual(refused.map(([, texts]) => texts));
}

const release = (text: string) => new Release(text, {}, { images: { server: 'a/b' }, architectures: [] });

test('one value, or several with their places, or none', () => {
  const check = of<number>().wholeNumber(itself, { atLeast: 1 });
  holds(
    check,
    'be a whole number of at least 1',
    [1, 7, undefined, [], [1, undefined, placed(2, 'b')]],
    [
      [0, ['0']],
      [1.5, ['1.5']],
      [NaN, ['NaN']],
      [
        [0, placed(-3, 'yarn.nodeManagers'), placed(3, 'c')],
        ['0', '-3 for yarn.nodeManagers'],
      ],
    ],
  );
});

test('whole numbers', () => {
  holds(of<number>().wholeNumber(itself), 'be a whole number', [-1, 0], [[0.5, ['0.5']]]);
  holds(
    of<number>().wholeNumber(itself, { atLeast: 0, atMost: 23 }),
    'be a whole number from 0 to 23',
    [0, 23],
    [
      [-1, ['-1']],
      [24, ['24']],
    ],
  );
  holds(of<number>().wholeNumber(itself, { atMost: 5 }), 'be a whole number of at most 5', [5], [[6, ['6']]]);
});

test('odd quorums', () => {
  holds(
    of<number>().oddQuorum(itself, { atLeast: 3 }),
    'be an odd number of at least 3',
    [3, 5, 7, undefined],
    [
      [1, ['1']],
      [4, ['4']],
      [3.5, ['3.5']],
    ],
  );
  holds(
    of<number>().oddQuorum(itself, { atMost: 5 }),
    'be 1, 3 or 5',
    [1, 3, 5],
    [
      [2, ['2']],
      [7, ['7']],
    ],
  );
});

test('ranges, open and closed', () => {
  holds(
    of<number>().range(itself, { above: 0, below: 1 }),
    'be above 0 and below 1',
    [0.001, 0.999],
    [
      [0, ['0']],
      [1, ['1']],
      [NaN, ['NaN']],
    ],
  );
  holds(
    of<number>().range(itself, { atLeast: 1, atMost: 100 }, 'percent'),
    'lie between 1 and 100 percent',
    [1, 100],
    [
      [0.9, ['0.9']],
      [100.1, ['100.1']],
    ],
  );
  holds(
    of<number>().range(itself, { atLeast: 0.001 }),
    'be at least 0.001',
    [0.001, 1e9],
    [
      [0, ['0']],
      [Infinity, ['Infinity']],
    ],
  );
});

test('amounts', () => {
  holds(
    of<Size>().atLeast(itself, Size.gibibytes(2)),
    'be at least 2Gi',
    [Size.mebibytes(2048), Size.tebibytes(1)],
    [[Size.mebibytes(2047), ['2047Mi']]],
  );
  holds(of<Cpu>().atLeast(itself, Cpu.millis(500)), 'be at least 500m', [Cpu.units(1)], [[Cpu.millis(499), ['499m']]]);
  holds(of<number>().atLeast(itself, 2), 'be at least 2', [2], [[1, ['1']]]);
  holds(
    of<Duration>().atLeast(itself, Duration.seconds(1)),
    'be at least 1 second',
    [Duration.seconds(1)],
    [[Duration.millis(1), ['1 millisecond']]],
  );
});

test('schedules, and places in buckets', () => {
  holds(
    of<string>().cron(itself),
    'be the five fields of cron',
    ['0 2 * * *', '*/15 0-6 1,15 jan sun', undefined],
    [
      ['@daily', ["'@daily'"]],
      ['0 2 * *', ["'0 2 * *'"]],
    ],
  );
  holds(
    of<string>().storePrefix(itself),
    "be names of letters, digits, '.', '_', '=' and '-', with '/' between them",
    ['backups', 'a/b-c/d_e=1.2'],
    [
      ['/a', ["'/a'"]],
      ['a/', ["'a/'"]],
      ['a//b', ["'a//b'"]],
      ['a/*', ["'a/*'"]],
      ['$(id)', ["'$(id)'"]],
    ],
  );
});

test('durations', () => {
  holds(
    of<Duration>().wholeDuration(itself, 'seconds', { atLeast: Duration.seconds(1), atMost: Duration.minutes(30) }),
    'be whole seconds, at least 1 second and at most 30 minutes',
    [Duration.seconds(1), Duration.seconds(61), Duration.minutes(30)],
    [
      [Duration.seconds(0), ['0 seconds']],
      [Duration.millis(1500), ['1500 milliseconds']],
      [Duration.seconds(1801), ['1801 seconds']],
    ],
  );
  holds(
    of<Duration>().wholeDuration(itself, 'minutes'),
    'be whole minutes',
    [Duration.seconds(0), Duration.hours(1)],
    [[Duration.seconds(90), ['90 seconds']]],
  );
});

test('choices', () => {
  holds(of<string>().oneOf(itself, ['a', 'b']), 'be a or b', ['a'], [['c', ["'c'"]]]);
  expect([choice([]), choice(['a']), choice([1, 2, 3])]).toEqual(['', 'a', '1, 2 or 3']);
});

test('patterns and names', () => {
  holds(
    of<string>().pattern(itself, /^\d{12}$/, 'be twelve digits'),
    'be twelve digits',
    ['1'.repeat(12)],
    [['1', ["'1'"]]],
  );
  holds(
    of<string>().kubernetesName(itself),
    "be lower-case letters, digits and '-', starting and ending with a letter or digit",
    ['a', '0-b', undefined],
    [
      ['-a', ["'-a'"]],
      ['a.b', ["'a.b'"]],
      ['', ["''"]],
      [[placed('A', 'x')], ["'A' for x"]],
    ],
  );
  holds(
    of<string>().kubernetesName(itself, { dots: true }),
    "be lower-case letters, digits, '-' and '.', starting and ending with a letter or digit",
    ['a.b'],
    [['a.', ["'a.'"]]],
  );
  holds(of<string>().maxLength(itself, 3), 'have at most 3 characters', ['abc'], [['abcd', ["'abcd' (4)"]]]);
});

test('what stands twice', () => {
  holds(
    of<string>().unique(itself, (text) => text.toLowerCase()),
    'stand once',
    [[], ['a', 'b'], undefined],
    [
      [
        ['a', 'A', 'a'],
        ["'A' again", "'a' again"],
      ],
      [[placed('a', 'x'), placed('a', 'y')], ["'a' again for y"]],
    ],
  );
});

test('lists that are empty', () => {
  holds(
    of<number>().some(itself),
    'be one at least',
    [1, [placed(2, 'a')]],
    [
      [0, ['none']],
      [[placed(1, 'a'), placed(0, 'b')], ['none for b']],
    ],
  );
});

test('names of what there is', () => {
  const check = new Checks<{ names: string[]; there: string[] }>().known(
    ({ names }) => names,
    ({ there }) => there,
    'be one of profiles',
  );
  holds(
    check,
    'be one of profiles',
    [{ names: ['a'], there: ['a', 'b'] }],
    [
      [{ names: ['c', 'a'], there: ['a', 'b'] }, ["'c' where there are a, b"]],
      [{ names: ['c'], there: ['a'] }, ["'c' where there is a"]],
      [{ names: ['c'], there: [] }, ["'c' where there is none"]],
    ],
  );
});

test('names that are taken', () => {
  const check = new Checks<{ names: string[]; there: string[] }>().free(
    ({ names }) => names,
    ({ there }) => there,
    'be others',
  );
  const there = ['a', 'b'];
  holds(check, 'be others', [{ names: ['c'], there }], [[{ names: ['c', 'a', 'b'], there }, ["'a'", "'b'"]]]);
});

test('what must be given, and what must be left out', () => {
  interface Input {
    readonly value?: string | { readonly x: number };
    readonly production: boolean;
  }
  const check = new Checks<Input>();
  holds(
    check.needed(
      'in production',
      ({ value }) => value,
      ({ production }) => production,
    ),
    'be given in production',
    [{ production: false }, { production: true, value: 'a' }],
    [[{ production: true }, ['none']]],
  );
  holds(
    check.leftOut(
      'in production',
      ({ value }) => value,
      ({ production }) => production,
    ),
    'be left out in production',
    [{ production: true }, { production: false, value: 'a' }],
    [
      [{ production: true, value: 'a' }, ["'a'"]],
      [{ production: true, value: { x: 1 } }, ['a value']],
    ],
  );
  holds(
    of<number>().needed('to each', itself),
    'be given to each',
    [[], [placed(1, 'a')]],
    [[[placed<number>(undefined, 'a'), placed(1, 'b')], ['none for a']]],
  );
});

test('secrets', () => {
  holds(
    of<string>().noSecrets(itself, /password$/i),
    'hold no secret',
    [['passwordPath']],
    [[['a', 'ssl.keyStore.Password'], ['text for ssl.keyStore.Password']]],
  );
});

test('keys of raw overrides', () => {
  interface Input {
    readonly keys: Given<string>;
    readonly unknownKeys?: string[];
  }
  const table = new KeyTable({ keys: ['dfs.replication'] });
  holds(
    new Checks<Input>().knownKeys(
      ({ keys }) => keys,
      () => table,
      ({ unknownKeys = [] }) => unknownKeys,
    ),
    'hold keys that the engine reads',
    [{ keys: ['dfs.replication'] }, { keys: ['x'], unknownKeys: ['x'] }, { keys: undefined }],
    [
      [{ keys: [placed('x', 'hdfsSite')] }, ["'x' for hdfsSite"]],
      [{ keys: ['dfs.replicaton'] }, ["'dfs.replicaton', which is close to 'dfs.replication',"]],
    ],
  );
});

test('releases and their images', () => {
  const check = new Checks<Release>();
  holds(
    check.releaseAtLeast((value) => value, 3, 4),
    'be 3.4 or newer, named in full',
    [release('3.4.0'), release('10.0.0-lean')],
    [
      [release('3.3.6'), ["'3.3.6'"]],
      [release('latest'), ["'latest'"]],
      [release('3.4'), ["'3.4'"]],
    ],
  );
  const faulty = new Release('3.4.0', { images: { x: { image: 'a' } } }, { images: { y: 'b' }, architectures: [] });
  expect(check.ownImages((value) => value).violation(faulty)).toEqual(["one for 'x' where there are y"]);
  expect(check.ownImages((value) => value).violation(release('3.4.0'))).toEqual([]);
});

test('several at once, and one of its own kind', () => {
  const check = of<number>();
  holds(
    check.all(
      check.wholeNumber(itself),
      check.each<number>(
        itself,
        'be even',
        (value) => value % 2 === 0,
        (value) => `the odd ${value}`,
      ),
    ),
    'be a whole number, and be even',
    [2],
    [
      [3, ['the odd 3']],
      [0.5, ['0.5', 'the odd 0.5']],
    ],
  );
});

test('values as texts', () => {
  expect([1, true, 'a', Size.mebibytes(1), Cpu.units(2), Duration.hours(2), {}].map(textOf)).toEqual([
    '1',
    'true',
    "'a'",
    '1Mi',
    Cpu.units(2).toString(),
    '2 hours',
    'a value',
  ]);
});

test('settings that are known to lose data', () => {
  const risks = [{ setting: 'sync', risky: isOff, why: 'what is confirmed is on no disk' }];
  const { must, violation } = new Checks<{ given: Record<string, unknown>; acknowledged?: string[] }>().losesNoData(
    ({ given }) => given,
    risks,
    ({ acknowledged = [] }) => acknowledged,
  );
  expect(must).toBe('lose no data');
  for (const off of [0, '0', false, 'No', 'OFF']) {
    expect(violation({ given: { sync: off } })).toBe(`sync of ${String(off)}: what is confirmed is on no disk`);
    expect(violation({ given: { sync: off }, acknowledged: ['sync'] })).toBeUndefined();
  }
  expect(violation({ given: { sync: 'yes', other: 0 } })).toBeUndefined();
  expect(violation({ given: {} })).toBeUndefined();
});
