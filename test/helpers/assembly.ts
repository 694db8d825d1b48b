import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A type as jsii writes it down. */
export type TypeReference =
  | { readonly fqn: string }
  | { readonly primitive: string }
  | { readonly collection: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference } };

/** A property or parameter of a type. */
export interface Member {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly immutable?: boolean;
}

/** A method of a type. */
export interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly parameters?: Member[];
  readonly returns?: { readonly type: TypeReference };
}

/** A class, interface or struct. */
export interface Type {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly namespace?: string;
  readonly base?: string;
  readonly interfaces?: string[];
  /** Whether it is a struct. */
  readonly datatype?: boolean;
  readonly properties?: Member[];
  readonly methods?: Method[];
}

/** The public API of the package, by the full names of its types. */
export type Assembly = Readonly<Record<string, Type | undefined>>;

const root = path.join(__dirname, '../..');
const lib = path.join(root, 'lib');
/** What the package must have, or jsii refuses it. */
const described = [path.join(root, 'README.md'), path.join(root, 'LICENSE')];
const settings = [path.join(root, 'package.json'), path.join(root, 'tsconfig.json')];
const modules = path.join(root, 'node_modules');
const written = path.join(root, '.jsii');

/** The public API as jsii writes it down: what `npm run build` left, or made now where that is older than the sources. */
export function assembly(): Assembly {
  if (!fs.existsSync(written) || fs.statSync(written).mtimeMs < newest()) build();
  return (JSON.parse(fs.readFileSync(written, 'utf8')) as { types: Assembly }).types;
}

function newest(): number {
  const sources = fs.readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const files = [...settings, ...sources.map((file) => path.join(lib, file))];
  return Math.max(...files.map((file) => fs.statSync(file).mtimeMs));
}

/** Beside the checkout: what is compiled is not for who runs a test. */
function build(): void {
  const began = new Date();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assembly-'));
  const there = (file: string) => path.join(folder, path.basename(file));
  try {
    for (const entry of [lib, ...settings, ...described]) fs.cpSync(entry, there(entry), { recursive: true });
    fs.symlinkSync(modules, there(modules));
    execFileSync(path.join(modules, '.bin/jsii'), ['--tsconfig', 'tsconfig.json'], { cwd: folder, stdio: 'pipe' });
    fs.copyFileSync(there(written), written);
    // What was changed while it compiled is not in it.
    fs.utimesSync(written, began, began);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
