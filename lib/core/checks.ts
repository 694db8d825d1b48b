import { Duration, Size } from 'cdk8s';
import { Cpu } from './cpu';
import { KeyTable } from './key-table';
import { bytesOf, durationText, quantityOf } from './quantity';
import { Release } from './release';
import { Risk, riskIn } from './risks';
import { Rule } from './rules';

/** What must hold, and what breaks it: the part of a rule that shapes of checks have in common, to be spread into its row. */
export type Check<Input> = Pick<Rule<Input>, 'must' | 'violation'>;

/** A value with where it stands, for a message: `3 for yarn.nodeManagers`. */
export class Placed<T> {
  public constructor(
    public readonly value: T | undefined,
    public readonly place: string,
  ) {}
}

/** What is checked: one value or several. What is undefined was not given, and breaks nothing. */
export type Given<T> = T | undefined | readonly (T | undefined | Placed<T>)[];

/** Where a number may lie. */
export interface Bounds {
  readonly atLeast?: number;
  readonly above?: number;
  readonly atMost?: number;
  readonly below?: number;
}

/** How long a duration may be. */
export interface DurationBounds {
  readonly atLeast?: Duration;
  readonly atMost?: Duration;
}

type Reader<Input, T> = (input: Input) => Given<T>;
type Amount = number | Size | Cpu | Duration;

const KUBERNETES_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const KUBERNETES_DOMAIN = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const CRON = /^[\dA-Za-z*,/?-]+( [\dA-Za-z*,/?-]+){4}$/;
const STORE_PREFIX = /^[\w.=-]+(\/[\w.=-]+)*$/;
const UNITS = { seconds: 1000, minutes: 60_000 };

/** A value with where it stands, for a message: `3 for yarn.nodeManagers`. */
export function placed<T>(value: T | undefined, place: string): Placed<T> {
  return new Placed(value, place);
}

/** A value as a message shows it. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (value instanceof Size) return quantityOf(value);
  if (value instanceof Duration) return durationText(value);
  if (value instanceof Cpu) return value.toString();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'a value';
}

/** Names what is wrong without high availability, and that it is the default where nobody asked for it. */
export function forHighAvailability({ given }: { given: { highAvailability?: boolean } }, text: string): string {
  return given.highAvailability === undefined ? `${text}, where highAvailability is true, the default` : text;
}

/** Several texts as one of which to choose: `1, 3 or 5`. */
export function choice(texts: readonly (string | number)[]): string {
  return texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(', ')} or ${texts[texts.length - 1]}`;
}

/**
 * The shapes that checks on props have, for tables whose rules look at `Input`:
 *
 *     const check = new Checks<ClickHouseInput>();
 *     { code: 'CH001', prop: 'shards', remedy: '...', ...check.wholeNumber((i) => i.given.shards, { atLeast: 1 }) }
 *
 * Where the words of a shape do not fit, the row says its own `must` after it.
 */
export class Checks<Input> {
  /** Each value holds what `holds` says. */
  public each<T>(
    read: Reader<Input, T>,
    must: string,
    holds: (value: T, input: Input) => boolean,
    text: (value: T) => string = textOf,
  ): Check<Input> {
    return {
      must,
      violation: (input) =>
        items(read(input)).flatMap(({ value, place }) =>
          value === undefined || holds(value, input) ? [] : within(text(value), place),
        ),
    };
  }

  /** Whole numbers within bounds. */
  public wholeNumber(read: Reader<Input, number>, bounds: Pick<Bounds, 'atLeast' | 'atMost'> = {}): Check<Input> {
    const { atLeast, atMost } = bounds;
    const span =
      atLeast !== undefined && atMost !== undefined ? ` from ${atLeast} to ${atMost}` : andBounds(' of', bounds);
    return this.each(read, `be a whole number${span}`, (value) => Number.isInteger(value) && lies(value, bounds));
  }

  /** Odd numbers, which survive as many losses as the even one above them; those that may be chosen are listed where there is a greatest. */
  public oddQuorum(read: Reader<Input, number>, bounds: Pick<Bounds, 'atLeast' | 'atMost'>): Check<Input> {
    const { atLeast = 1, atMost } = bounds;
    if (atMost !== undefined) {
      const all = Array.from({ length: atMost - atLeast + 1 }, (_, index) => atLeast + index);
      return this.oneOf(
        read,
        all.filter((number) => number % 2 === 1),
      );
    }
    const must = `be an odd number of at least ${atLeast}`;
    return this.each(read, must, (value) => Number.isInteger(value) && value % 2 === 1 && value >= atLeast);
  }

  /** Numbers within bounds, open or closed. */
  public range(read: Reader<Input, number>, bounds: Bounds, unit = ''): Check<Input> {
    const suffix = unit && ` ${unit}`;
    const { atLeast, atMost } = bounds;
    const must =
      atLeast !== undefined && atMost !== undefined
        ? `lie between ${atLeast} and ${atMost}${suffix}`
        : `be${andBounds('', bounds)}${suffix}`;
    return this.each(read, must, (value) => lies(value, bounds));
  }

  /** Amounts that are not too small. */
  public atLeast<T extends Amount>(read: Reader<Input, T>, least: T): Check<Input> {
    return this.each(read, `be at least ${textOf(least)}`, (value) => amountOf(value) >= amountOf(least));
  }

  /** Durations that are whole seconds or minutes, within bounds. */
  public wholeDuration(
    read: Reader<Input, Duration>,
    unit: 'seconds' | 'minutes',
    { atLeast, atMost }: DurationBounds = {},
  ): Check<Input> {
    const bounds = [
      ...(atLeast ? [`at least ${textOf(atLeast)}`] : []),
      ...(atMost ? [`at most ${textOf(atMost)}`] : []),
    ];
    const must = `be whole ${unit}${bounds.length > 0 ? `, ${bounds.join(' and ')}` : ''}`;
    return this.each(read, must, (value) => {
      const amount = amountOf(value);
      const [least, most] = [atLeast ? amountOf(atLeast) : 0, atMost ? amountOf(atMost) : Infinity];
      return amount % UNITS[unit] === 0 && amount >= least && amount <= most;
    });
  }

  /** Some of what there is to choose from. */
  public oneOf<T extends string | number>(read: Reader<Input, T>, choices: readonly T[]): Check<Input> {
    return this.each(read, `be ${choice(choices)}`, (value) => choices.includes(value));
  }

  /** Texts of a pattern. */
  public pattern(read: Reader<Input, string>, pattern: RegExp, must: string): Check<Input> {
    return this.each(read, must, (value) => pattern.test(value));
  }

  /** Names that objects of Kubernetes and labels of DNS can have; with dots, where it is no label but a whole name. */
  public kubernetesName(read: Reader<Input, string>, { dots = false } = {}): Check<Input> {
    const marks = dots ? "digits, '-' and '.'" : "digits and '-'";
    const must = `be lower-case letters, ${marks}, starting and ending with a letter or digit`;
    return this.pattern(read, dots ? KUBERNETES_DOMAIN : KUBERNETES_NAME, must);
  }

  /** When something runs. */
  public cron(read: Reader<Input, string>): Check<Input> {
    return this.pattern(read, CRON, 'be the five fields of cron');
  }

  /** Where objects lie in a bucket. It stands in programs and in policies, so what means something there is refused. */
  public storePrefix(read: Reader<Input, string>): Check<Input> {
    const must = "be names of letters, digits, '.', '_', '=' and '-', with '/' between them";
    return this.pattern(read, STORE_PREFIX, must);
  }

  /** Texts that are not too long. */
  public maxLength(read: Reader<Input, string>, max: number): Check<Input> {
    return this.each(
      read,
      `have at most ${max} characters`,
      ({ length }) => length <= max,
      (text) => `'${text}' (${text.length})`,
    );
  }

  /** Lists in which nothing stands twice. `keyOf` says what of a text must differ. */
  public unique(read: Reader<Input, string>, keyOf = (text: string): string => text): Check<Input> {
    return {
      must: 'stand once',
      violation: (input) => {
        const seen = new Set<string>();
        return items(read(input)).flatMap(({ value, place }) => {
          if (value === undefined) return [];
          const again = seen.has(keyOf(value));
          seen.add(keyOf(value));
          return again ? within(`'${value}' again`, place) : [];
        });
      },
    };
  }

  /** Lists that are not empty, by their lengths. */
  public some(read: Reader<Input, number>, must = 'be one at least'): Check<Input> {
    return this.each(
      read,
      must,
      (count) => count > 0,
      () => 'none',
    );
  }

  /** Names of something that there is. */
  public known(read: Reader<Input, string>, names: (input: Input) => readonly string[], must: string): Check<Input> {
    return {
      must,
      violation: (input) => {
        const known = names(input);
        const there = known.length > 1 ? `are ${known.join(', ')}` : `is ${known[0] ?? 'none'}`;
        return items(read(input)).flatMap(({ value, place }) =>
          value === undefined || known.includes(value) ? [] : `${within(textOf(value), place)} where there ${there}`,
        );
      },
    };
  }

  /** Names that are still free. */
  public free(read: Reader<Input, string>, taken: (input: Input) => readonly string[], must: string): Check<Input> {
    return this.each(read, must, (name, input) => !taken(input).includes(name));
  }

  /** What must be given where something else says so: `where` completes "be given", `when` says whether. */
  public needed<T>(where: string, read: Reader<Input, T>, when = (_: Input): boolean => true): Check<Input> {
    return {
      must: `be given ${where}`,
      violation: (input) =>
        when(input)
          ? items(read(input)).flatMap(({ value, place }) => (value === undefined ? within('none', place) : []))
          : undefined,
    };
  }

  /** What must not be given where something else says so: `where` completes "be left out", `when` says whether. */
  public leftOut<T>(where: string, read: Reader<Input, T>, when = (_: Input): boolean => true): Check<Input> {
    return this.each(read, `be left out ${where}`, (_, input) => !when(input));
  }

  /** Keys under which no secret may stand as plain text. */
  public noSecrets(keys: Reader<Input, string>, secret: RegExp): Check<Input> {
    return this.each(
      keys,
      'hold no secret',
      (key) => !secret.test(key),
      (key) => `text for ${key}`,
    );
  }

  /** Keys of raw overrides that the engine reads, or that are named in `overrides.unknownKeys`. */
  public knownKeys(
    keys: Reader<Input, string>,
    table: (input: Input) => KeyTable,
    unknownKeys: (input: Input) => readonly string[],
  ): Check<Input> {
    return {
      must: 'hold keys that the engine reads',
      violation: (input) =>
        items(keys(input)).flatMap(({ value, place }) => {
          if (value === undefined || unknownKeys(input).includes(value) || table(input).knows(value)) return [];
          const near = table(input).nearest(value);
          return within(near === undefined ? textOf(value) : `'${value}', which is close to '${near}',`, place);
        }),
    };
  }

  /** Settings of raw overrides that are known to lose data, but for those that are acknowledged. */
  public losesNoData(
    settings: (input: Input) => Record<string, unknown>,
    risks: readonly Risk[],
    acknowledged: (input: Input) => readonly string[],
  ): Check<Input> {
    return {
      must: 'lose no data',
      violation: (input) => riskIn(settings(input), risks, acknowledged(input)),
    };
  }

  /** Releases that are not too old, named in full. */
  public releaseAtLeast(read: (input: Input) => Release | readonly Release[], ...least: number[]): Check<Input> {
    return this.each(
      (input) => [...new Set([read(input)].flat())],
      `be ${least.join('.')} or newer, named in full`,
      (release) => release.isWellFormed && release.isAtLeast(...least),
      ({ text }) => textOf(text),
    );
  }

  /** Images of one's own that releases could be run from. */
  public ownImages(read: (input: Input) => Release | readonly Release[]): Check<Input> {
    return {
      must: "be images for components that there are, each a reference without '@', and its digest sha256:<64 hexadecimal digits>",
      violation: (input) => [...new Set([read(input)].flat())].flatMap(({ faultyImages }) => faultyImages),
    };
  }

  /** Several at once. */
  public all(...checks: Check<Input>[]): Check<Input> {
    return {
      must: checks.map(({ must }) => must).join(', and '),
      violation: (input) => checks.flatMap(({ violation }) => violation(input) ?? []),
    };
  }
}

function items<T>(given: Given<T>): { readonly value: T | undefined; readonly place?: string }[] {
  const list: readonly (T | undefined | Placed<T>)[] = Array.isArray(given) ? given : [given as T | undefined];
  return list.map((item) => (item instanceof Placed ? item : { value: item }));
}

function within(text: string, place?: string): string {
  return place === undefined ? text : `${text} for ${place}`;
}

function lies(value: number, { atLeast, above, atMost, below }: Bounds): boolean {
  return (
    Number.isFinite(value) &&
    (atLeast === undefined || value >= atLeast) &&
    (above === undefined || value > above) &&
    (atMost === undefined || value <= atMost) &&
    (below === undefined || value < below)
  );
}

function andBounds(before: string, { atLeast, above, atMost, below }: Bounds): string {
  const texts = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ];
  return texts.length > 0 ? `${before} ${texts.join(' and ')}` : '';
}

function amountOf(amount: Amount): number {
  if (amount instanceof Size) return bytesOf(amount);
  if (amount instanceof Cpu) return amount.toMillis();
  return amount instanceof Duration ? amount.toMilliseconds() : amount;
}
