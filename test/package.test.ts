import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const root = path.join(__dirname, '..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');

interface Manifest {
  readonly peerDependencies: Record<string, string>;
  readonly peerDependenciesMeta: Record<string, { readonly optional: boolean }>;
  readonly devDependencies: Record<string, string>;
}

interface Lock {
  readonly packages: Record<string, { readonly optionalDependencies?: Record<string, string> }>;
}

test('the lock file has the native packages of every platform, not of the one it was written on', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as Lock;
  const isLocked = (from: string, name: string): boolean => {
    if (`${from && `${from}/`}node_modules/${name}` in packages) return true;
    if (from === '') return false;
    const parent = from.lastIndexOf('/node_modules/');
    return isLocked(parent < 0 ? '' : from.slice(0, parent), name);
  };
  const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(from, name)),
  );
  expect(missing).toEqual([]);
});

describe('the packed package, installed without cdktf', () => {
  const { peerDependencies, peerDependenciesMeta, devDependencies } = JSON.parse(read('package.json')) as Manifest;
  const bin = (name: string) => path.join(root, 'node_modules', '.bin', name);
  let folder: string;
  const consumer = (...names: string[]) => path.join(folder, 'consumer', ...names);
  // Our own npm run must not decide how npm runs in the other project.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  const run = (cwd: string, command: string, ...args: string[]) => {
    try {
      return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
    }
  };
  const written = () =>
    fs
      .readdirSync(consumer('manifests'))
      .map((file) => fs.readFileSync(consumer('manifests', file), 'utf8'))
      .join();

  beforeAll(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'package-')));
    const source = path.join(folder, 'source');
    for (const entry of ['lib', 'scripts', 'LICENSE', 'README.md', 'package.json', 'tsconfig.json']) {
      fs.cpSync(path.join(root, entry), path.join(source, entry), { recursive: true });
    }
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(source, 'node_modules'));
    run(source, 'npm', 'run', 'build');
    const [tarball] = run(source, 'npm', 'pack', '--ignore-scripts', '--silent').trim().split('\n').slice(-1);
    fs.mkdirSync(consumer());
    fs.writeFileSync(consumer('package.json'), '{ "private": true }');
    const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
    const versions = peers.map((name) => `${name}@${devDependencies[name]}`);
    run(consumer(), 'npm', 'install', '--no-audit', '--prefer-offline', path.join(source, tarball), ...versions);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  afterEach(() => fs.rmSync(consumer('manifests'), { recursive: true, force: true }));

  test('brings no Terraform', () => {
    const modules = fs.readdirSync(consumer('node_modules'));
    expect(modules).toEqual(expect.arrayContaining(['bigdata-constructs', 'cdk8s', 'cdk8s-plus-34', 'constructs']));
    expect(modules.filter((name) => /cdktf|provider/.test(name))).toEqual([]);
  });

  test.each(['README.md', 'docs/monitoring.md'])('runs the program of %s', (page) => {
    const [, program] = /```ts\n([^]*?)```/.exec(read(page)) ?? [];
    fs.writeFileSync(consumer('main.ts'), program);
    run(consumer(), bin('tsx'), 'main.ts');
    expect(written()).toContain('kind: ClickHouseInstallation');
  });

  test('has a program of at most 15 lines in the README', () => {
    const [, program] = /```ts\n([^]*?)```/.exec(read('README.md')) ?? [];
    expect(program.trim().split('\n').length).toBeLessThanOrEqual(15);
  });

  test('runs the example for cdk8s apps, from CommonJS and from an ES module', () => {
    fs.copyFileSync(path.join(root, 'examples', 'clickhouse-in-a-chart', 'main.ts'), consumer('example.ts'));
    run(consumer(), bin('tsx'), 'example.ts');
    expect(written()).toContain('kind: ClickHouseInstallation');
    fs.writeFileSync(
      consumer('module.mjs'),
      "import { Cpu, clickhouse } from 'bigdata-constructs';\nconsole.log(Cpu.units(2).toMillis(), typeof clickhouse.ClickHouseCluster);",
    );
    expect(run(consumer(), process.execPath, 'module.mjs').trim()).toBe('2000 function');
  });

  test.each(['node10', 'node16', 'bundler'])('has types for moduleResolution %s', (moduleResolution) => {
    const module = { node10: 'commonjs', node16: 'node16', bundler: 'esnext' }[moduleResolution];
    fs.copyFileSync(path.join(root, 'examples', 'clickhouse-in-a-chart', 'main.ts'), consumer('example.ts'));
    const types = ['--types', 'node', '--typeRoots', path.join(root, 'node_modules', '@types')];
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--skipLibCheck', '--ignoreDeprecations', '6.0'];
    run(
      consumer(),
      bin('tsc'),
      ...options,
      ...types,
      '--module',
      String(module),
      '--moduleResolution',
      moduleResolution,
      'example.ts',
    );
  });

  test('names the missing package where somebody uses Terraform all the same', () => {
    fs.writeFileSync(consumer('terraform.cjs'), "require('bigdata-constructs').render.ManifestStack");
    expect(() => run(consumer(), process.execPath, 'terraform.cjs')).toThrow("Cannot find module 'cdktf'");
  });
});
