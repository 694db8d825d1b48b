import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';

/** Bytes in one MiB. */
export const MIB = 1024 ** 2;
/** Bytes in one GiB. */
export const GIB = 1024 ** 3;

const TIME_UNITS: [string, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
  ['millisecond', 1],
];
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const PATTERN = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d+))?(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d+)?$/;

/** Whole bytes of a `Size`. */
export function bytesOf(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.FAIL }) * 1024;
}

/** The `Size` of so many bytes, rounded down to whole MiB: what heaps, caches and limits are stated in. */
export function mebibytesBelow(bytes: number): Size {
  return Size.mebibytes(Math.floor(bytes / MIB));
}

/** How many of `members` must agree: more than half. */
export function majority(members: number): number {
  return Math.floor(members / 2) + 1;
}

/** The sum of sizes. */
export function sumOf(sizes: Size[]): Size {
  return Size.kibibytes(sizes.reduce((sum, size) => sum + bytesOf(size) / 1024, 0));
}

/** A duration for people, in the largest unit that leaves no fraction: `90 minutes`. `toHumanString` says 2 hours as 1 hour 60 minutes. */
export function durationText(duration: Duration): string {
  const amount = duration.toMilliseconds();
  const [name, size] = TIME_UNITS.find(([, unit]) => amount % unit === 0 && amount >= unit) ?? ['second', 1000];
  return `${amount / size} ${name}${amount === size ? '' : 's'}`;
}

/** The canonical Kubernetes quantity of a `Size`: `1Gi`, `1536Mi`. */
export function quantityOf(size: Size): string {
  return canonicalQuantity(`${size.toKibibytes({ rounding: SizeRoundingBehavior.FAIL })}Ki`);
}

/**
 * A quantity as the API server stores it.
 *
 * The server parses every quantity of a built-in kind and prints it with the largest suffix that leaves no fraction;
 * a client that compares what it sent with what it reads back (Terraform does) must send that form.
 * Text that is no quantity is returned as it is: the server's own refusal says more.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function canonicalQuantity(text: string): string {
  const match = PATTERN.exec(text.trim());
  if (!match) return text;
  const [, sign, whole, fraction = '', suffix = ''] = match;
  if (/^[eE]/.test(suffix)) return exponentQuantity(match);
  // Counted in nano-units, the finest that a quantity knows.
  const digits = BigInt(whole + fraction);
  const scale = BigInt(10) ** BigInt(fraction.length);
  const binary = BINARY.indexOf(suffix);
  const unit = binary >= 0 ? 1024n ** BigInt(binary + 1) * 10n ** 9n : 10n ** BigInt(3 * DECIMAL.indexOf(suffix));
  const nanos = ceilDiv(digits * unit, scale);
  if (nanos === 0n) return '0';
  const prefix = sign === '-' ? '-' : '';
  // Amounts below 1 Ki, and fractions of a byte, lose their binary suffix.
  const useBinary = binary >= 0 && nanos >= 1024n * 10n ** 9n && nanos % 10n ** 9n === 0n;
  return prefix + (useBinary ? binaryText(nanos / 10n ** 9n) : decimalText(nanos));
}

function binaryText(units: bigint): string {
  let exponent = 0;
  while (exponent < BINARY.length && units % 1024n === 0n) {
    units /= 1024n;
    exponent++;
  }
  return `${units}${exponent === 0 ? '' : BINARY[exponent - 1]}`;
}

function decimalText(nanos: bigint): string {
  let exponent = 0;
  while (exponent < DECIMAL.length - 1 && nanos % 1000n === 0n) {
    nanos /= 1000n;
    exponent++;
  }
  return `${nanos}${DECIMAL[exponent]}`;
}

function exponentQuantity([text, sign, whole, fraction = '', suffix]: RegExpExecArray): string {
  let digits = BigInt(whole + fraction);
  let power = Number(suffix.slice(1)) - fraction.length;
  if (digits === 0n) return '0';
  // The server keeps what it can read without shifting, as it is.
  if (power === 0 && /^[1-9]/.test(whole) && digits % 1000n !== 0n) return text;
  while (digits % 10n === 0n) {
    digits /= 10n;
    power++;
  }
  while (power % 3 !== 0) {
    digits *= 10n;
    power--;
  }
  return `${sign === '-' ? '-' : ''}${digits}${power === 0 ? '' : `e${power}`}`;
}

function ceilDiv(value: bigint, divisor: bigint): bigint {
  return (value + divisor - 1n) / divisor;
}
