import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { checkout, isFile, matching } from './matching';

/** The package's own name, which tests know as users do. */
const PACKAGE = 'bigdata-constructs';
const ENTRY = 'lib/index.ts';
/** `import { names } from 'module'`, `export * from 'module'`, `import 'module'`, `require('module')`. */
const IMPORT = /^(?:import|export)\b([^'"`;=]*?)(?:\bfrom )?'([^']+)'|\brequire\('([^']+)'\)/gm;
/** Texts that may be a path. */
const WORD = /['"`]([\w./*-]+)['"`]/g;
const GLOB = /^(docs|examples|lib|scripts|stacks|test)\/[\w./*-]*\*[\w./*-]*$/;

/**
 * What of a checkout decides how a suite ends: the files that it imports, directly and through others, and those that any of them reads by
 * path. Imports of the package's entry count for the folders of lib that their names come from; a path that is not known in full counts for
 * all that may lie below what is known of it.
 */
export class Inputs {
  private readonly imports = new Map<string, string[]>();
  private readonly data = new Map<string, string[]>();
  private readonly entries: Record<string, string>;

  /** @param root the checkout */
  public constructor(private readonly root = checkout) {
    this.entries = Object.fromEntries(
      [...this.text(ENTRY).matchAll(/^export \* as (\w+) from '\.\/([\w-]+)';$/gm)].map(([, name, folder]) => [
        name,
        `lib/${folder}/index.ts`,
      ]),
    );
  }

  /** The files of the checkout that a suite depends on, itself among them, as sorted paths from its root. */
  public of(suite: string): string[] {
    const found = new Set([suite]);
    // A set gives what is added to it meanwhile, too.
    for (const file of found) {
      for (const input of [...this.importsOf(file), ...this.dataOf(file)]) found.add(input);
    }
    return [...found].sort();
  }

  /** What of the tests a suite imports, itself among it. */
  public testCode(suite: string): string[] {
    const found = new Set([suite]);
    for (const file of found) {
      for (const input of this.importsOf(file)) if (input.startsWith('test/')) found.add(input);
    }
    return [...found];
  }

  private importsOf(file: string): string[] {
    return this.once(this.imports, file, (text) =>
      [...text.matchAll(IMPORT)].flatMap(([, names, module, required]) =>
        this.imported(path.dirname(file), module ?? required, names),
      ),
    );
  }

  private dataOf(file: string): string[] {
    return this.once(this.data, file, (text) => {
      const words = [...text.matchAll(WORD)].flatMap(([, word]) => this.named(path.dirname(file), word));
      const places = text.includes('__dirname') ? placesIn(file, text) : [];
      return [...words, ...places.flatMap((place) => this.below(place))];
    });
  }

  private once(known: Map<string, string[]>, file: string, find: (text: string) => string[]): string[] {
    let found = known.get(file);
    if (!found) known.set(file, (found = file.endsWith('.ts') ? find(this.text(file)) : []));
    return found;
  }

  /** The file that an import means, where it is one of the checkout. */
  private imported(folder: string, module: string, names = ''): string[] {
    if (module === PACKAGE) {
      const [, list] = /^(?:type )?{([^]*)}$/.exec(names.trim()) ?? [];
      const folders = list
        ? list.split(',').flatMap((name) => name.trim().split(/\s/)[0] || [])
        : [...Object.keys(this.entries), 'all of core'];
      return [...new Set(folders.map((name) => this.entries[name] ?? 'lib/core/index.ts'))];
    }
    if (module.startsWith(`${PACKAGE}/`)) return [`lib/${module.slice(PACKAGE.length + 1)}/index.ts`];
    if (!module.startsWith('.')) return [];
    const target = path.join(folder, module);
    const candidates = [target, `${target}.ts`, path.join(target, 'index.ts')];
    return candidates.filter((candidate) => this.isFile(candidate)).slice(0, 1);
  }

  /** What a text means that is a path from the root or from the file, or a pattern of such paths. */
  private named(folder: string, text: string): string[] {
    if (GLOB.test(text)) return matching(text, this.root);
    if (!/[/.]/.test(text) || /^[./]+$/.test(text)) return [];
    const places = [text, path.join(folder, text)].map((place) => path.normalize(place));
    return places.filter((place) => this.isOwn(place) && this.isFile(place));
  }

  /** A file, or all files of a folder. Nothing outside of the checkout, and nothing that is made from it. */
  private below(place: string): string[] {
    if (!this.isOwn(place) || !fs.existsSync(path.join(this.root, place))) return [];
    if (this.isFile(place)) return [place];
    return fs.readdirSync(path.join(this.root, place)).flatMap((name) => this.below(path.join(place, name)));
  }

  private isOwn(place: string): boolean {
    const [top] = place.split('/');
    return top !== '' && top !== '..' && !MADE.includes(top);
  }

  private isFile(file: string): boolean {
    return isFile(path.join(this.root, file));
  }

  private text(file: string): string {
    return fs.readFileSync(path.join(this.root, file), 'utf8');
  }
}

/** What a build and a run leave in a checkout. */
const MADE = ['.git', 'node_modules', 'dist', 'dist-packages', 'cdktf.out', 'manifests', 'releases', '.gen', '.jsii'];

/** The paths that a file puts together from its own folder. */
function placesIn(file: string, text: string): string[] {
  const paths = new StaticPaths(path.dirname(file));
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && paths.declare(node)) return;
    const place = paths.of(node);
    if (place === undefined) node.forEachChild(visit);
    else found.push(place);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
  return found;
}

/** The paths in a file that begin at its own folder, as paths from the root. */
class StaticPaths {
  private readonly constants = new Map<string, string>();

  public constructor(private readonly folder: string) {}

  /** Remembers a constant that is a path; whether it is one. What is exported counts where it is declared, too. */
  public declare({ name, initializer, parent }: ts.VariableDeclaration): boolean {
    const isExported = ts.isVariableStatement(parent.parent) && parent.parent.modifiers !== undefined;
    if (!initializer || !ts.isIdentifier(name) || isExported) return false;
    const joined = this.join(initializer);
    if (!joined?.complete) return false;
    this.constants.set(name.text, joined.place);
    return true;
  }

  /** The path that an expression gives, as far as it is known. */
  public of(node: ts.Node): string | undefined {
    if (!ts.isCallExpression(node) && !ts.isIdentifier(node)) return undefined;
    return this.join(node)?.place;
  }

  private join(node: ts.Node): { place: string; complete: boolean } | undefined {
    if (ts.isIdentifier(node)) {
      const place = node.text === '__dirname' ? this.folder : this.constants.get(node.text);
      return place === undefined ? undefined : { place, complete: true };
    }
    if (!ts.isCallExpression(node) || !/^(path\.)?(join|resolve)$/.test(node.expression.getText())) return undefined;
    const [first, ...rest] = node.arguments;
    const start = first && this.join(first);
    if (!start) return undefined;
    const unknown = rest.findIndex((argument) => !ts.isStringLiteralLike(argument));
    const known = (unknown < 0 ? rest : rest.slice(0, unknown)) as ts.StringLiteralLike[];
    const place = path.normalize(path.join(start.place, ...known.map(({ text }) => text)));
    return { place, complete: start.complete && unknown < 0 };
  }
}
