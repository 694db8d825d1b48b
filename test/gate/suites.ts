import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { Inputs } from './inputs';
import { checkout } from './matching';

/** The projects of Jest: what a suite needs, besides Node. */
export type Project = 'fast' | 'authority' | 'daemons';

/** Where everything lies that runs pods. */
const LAB = 'test/lab/lab.ts';
const ASKS = /^describeWith([A-Z]\w*)$/;

/** Whom the tests of a file ask, and whether it has tests that ask nobody. */
interface Tests {
  readonly authorities: string[];
  readonly others: boolean;
}

/**
 * The suites of a checkout, each with its project, found from what it says: `daemons` runs pods in the lab, `authority` has tests only for
 * outside authorities (`describeWith...`), `fast` has tests that need Node alone, perhaps beside others, which are skipped by name.
 */
export class Suites {
  public readonly all: readonly string[];
  public readonly inputs: Inputs;
  private readonly tests = new Map<string, Tests>();

  public constructor(private readonly root = checkout) {
    this.inputs = new Inputs(root);
    this.all = fs
      .readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => path.join('test', file))
      .sort();
  }

  /** The project of a suite. */
  public projectOf(suite: string): Project {
    if (this.inputs.testCode(suite).includes(LAB)) return 'daemons';
    const { authorities, others } = this.read(suite);
    return authorities.length > 0 && !others ? 'authority' : 'fast';
  }

  /** Those of a project. */
  public of(project: Project): string[] {
    return this.all.filter((suite) => this.projectOf(suite) === project);
  }

  /** The authorities that a suite asks, itself or by what it shares with others, as words: `Hadoop`, `ControlPlane`, `promtool`. */
  public authoritiesOf(suite: string): string[] {
    return [...new Set(this.inputs.testCode(suite).flatMap((file) => this.read(file).authorities))];
  }

  private read(suite: string): Tests {
    let found = this.tests.get(suite);
    if (!found) this.tests.set(suite, (found = this.parse(suite)));
    return found;
  }

  private parse(suite: string): Tests {
    const text = fs.readFileSync(path.join(this.root, suite), 'utf8');
    if (!text.includes('describeWith')) return { authorities: [], others: true };
    const source = ts.createSourceFile(suite, text, ts.ScriptTarget.ES2022, true);
    const authorities = new Set<string>();
    let others = false;
    const visit = (node: ts.Node, asking: boolean): void => {
      let inside = asking;
      if (ts.isCallExpression(node)) {
        const name = calleeOf(node.expression);
        const [, authority] = ASKS.exec(name) ?? [];
        const [first] = node.arguments;
        if (authority) {
          inside = true;
          authorities.add(authority === 'Command' && ts.isStringLiteral(first) ? first.text : authority);
        }
        // Suites that are shared bring tests of their own.
        if (!inside && /^(test|it|\w+Suite)$/.test(name)) others = true;
      }
      node.forEachChild((child) => visit(child, inside));
    };
    visit(source, false);
    return { authorities: [...authorities], others };
  }
}

/** The name that a call begins with: `test` of `test.each(rows)('...')`. */
function calleeOf(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isCallExpression(expression) || ts.isPropertyAccessExpression(expression)) {
    return calleeOf(expression.expression);
  }
  return '';
}
