import { KeyType } from './known/entry';
import { KnownKey } from './known/known-keys';

const TYPES: Record<KeyType, { readonly is: string; readonly holds: (value: string) => boolean }> = {
  boolean: { is: 'true or false', holds: (value) => value === 'true' || value === 'false' },
  short: { is: 'a whole number of 16 bits', holds: (value) => isWhole(value, 16) },
  int: { is: 'a whole number of 32 bits', holds: (value) => isWhole(value, 32) },
  long: { is: 'a whole number of 64 bits', holds: (value) => isWhole(value, 64) },
  double: { is: 'a number', holds: (value) => /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) },
  text: { is: 'a text', holds: () => true },
  texts: { is: 'texts with commas between them', holds: () => true },
  shorts: {
    is: 'whole numbers of 16 bits with commas between them',
    holds: (value) => value.split(',').every((part) => isWhole(part.trim(), 16)),
  },
};

/** Names that scripts of the images look for in every line of a file, wherever they stand in it. */
const SOUGHT =
  /\b(enable_fqdn_mode|query_port|edit_log_port|meta_dir|heartbeat_service_port|enable_tls|tls_\w+_path)\b/;

/** A value that is not of its key's type, as the text of a problem: `'many' of qe_max_connection, which is a whole number of 32 bits, 1024 by default,`. */
export function faultOfValue({ name, type, initial }: KnownKey, value: string): string | undefined {
  const { is, holds } = TYPES[type];
  if (holds(value)) return undefined;
  return `'${value}' of ${name}, which is ${is}${initial === undefined ? '' : `, ${initial} by default`},`;
}

/**
 * A value that does not mean the same to all that read the file, as the text of a problem. Java and the operator take `\` as the beginning of another
 * character, and C++ does not; all of them replace `${NAME}` and do not start, or read nothing, where it is broken.
 */
export function faultOfText(name: string, value: string): string | undefined {
  const [sought] = SOUGHT.exec(value) ?? [];
  if (sought) return `'${value}' of ${name}, which a start script takes for ${sought},`;
  const fault = faultOfLine(value) ?? (/\\/.test(value) ? "has a '\\'" : undefined);
  if (fault) return `'${value}' of ${name}, which ${fault},`;
  return /\$\{(?![A-Za-z_]\w*\})/.test(value)
    ? `'${value}' of ${name}, which has '\${' without the name of a variable and '}',`
    : undefined;
}

/**
 * A value of a variable on which a shell would act, as the text of a problem. It stands between double quotes when it is read, and scripts pass it on
 * without them.
 */
export function faultOfVariable(name: string, value: string): string | undefined {
  const fault = faultOfLine(value) ?? acted(value);
  return fault === undefined ? undefined : `'${value}' of ${name}, which ${fault},`;
}

function acted(value: string): string | undefined {
  const [mark] = /\$(?![A-Za-z_]|\{[A-Za-z_]\w*\})|[`"'\\;|&<>]/.exec(value) ?? [];
  return mark === undefined ? undefined : `has a '${mark}'`;
}

function faultOfLine(value: string): string | undefined {
  if (/[\r\n\f\v\0]/.test(value)) return 'is more than a line';
  return value === value.trim() ? undefined : 'begins or ends with a blank';
}

function isWhole(text: string, bits: number): boolean {
  if (!/^-?\d+$/.test(text)) return false;
  const [value, limit] = [BigInt(text), 1n << BigInt(bits - 1)];
  return value >= -limit && value < limit;
}
