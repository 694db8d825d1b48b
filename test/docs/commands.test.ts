import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { environmentStacks } from '../../stacks/environment-stacks';
import { describeWithCommand } from '../helpers/authorities';
import { scratchFolder } from '../helpers/offline-terraform';
import { scratchApp } from '../helpers/synth';
import { PAGES, textOf } from './pages';

const run = promisify(execFile);
const ROOT = path.join(__dirname, '../..');

/** Commands of cdktf that are not tried here, and why. */
const NOT_TRIED: Record<string, string> = {
  'npx cdktf diff prod-engines': 'asks for no other stack; the plan needs a cluster',
  'npx cdktf diff $ENV-engines': 'asks for no other stack; the plan needs a cluster',
  'npx cdktf deploy account-$ACCOUNT bootstrap-$ENV --migrate-state':
    'there is no other backend here to move a state to',
  "npx cdktf deploy analytics --app 'npx tsx main.ts'":
    'the app is the example, whose one stack has no other before it',
  "npx cdktf deploy 'analytics-*' --app 'npx tsx main.ts'": 'the app is the example, all of whose stacks are named',
};

/** Every command of cdktf in blocks and spans of the documentation, as it stands there. */
const COMMANDS = [
  ...new Set(
    PAGES.flatMap((file) =>
      [...textOf(file).matchAll(/npx cdktf (?:deploy|diff|destroy) [^`\n#]*/g)].map(([command]) => command.trim()),
    ),
  ),
];

/** Stacks that hang together as our own do, each with one resource that needs no provider. */
const APP = `
const { App, TerraformStack, LocalBackend, TerraformResource } = require('cdktf');
const app = new App({ stackTraces: false });
const stacks = {};
for (const [id, after] of require('./edges.json')) {
  const stack = (stacks[id] = new TerraformStack(app, id));
  new LocalBackend(stack, { path: process.cwd() + '/' + id + '.tfstate' });
  new TerraformResource(stack, 'data', { terraformResourceType: 'terraform_data' });
  for (const each of after) stack.addDependency(stacks[each]);
}
app.synth();
`;

/** What each stack comes after, the first ones first. */
function edges(): [string, string[]][] {
  const left = new Map(
    environmentStacks(scratchApp(), 'prod').map((stack) => [
      stack.node.id,
      stack.dependencies.map(({ node }) => node.id),
    ]),
  );
  const made: [string, string[]][] = [];
  while (left.size > 0) {
    const next = [...left].find(([, after]) => after.every((id) => !left.has(id)))!;
    made.push(next);
    left.delete(next[0]);
  }
  return made;
}

test('commands of cdktf are found, and those that are not tried are among them', () => {
  expect(COMMANDS.length).toBeGreaterThan(8);
  expect(Object.keys(NOT_TRIED).filter((command) => !COMMANDS.includes(command))).toEqual([]);
});

describeWithCommand('terraform', "the documentation's commands", () => {
  const folder = scratchFolder('commands-');
  beforeAll(() => {
    fs.writeFileSync(path.join(folder, 'app.js'), APP);
    fs.writeFileSync(path.join(folder, 'edges.json'), JSON.stringify(edges()));
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    fs.writeFileSync(
      path.join(folder, 'cdktf.json'),
      JSON.stringify({ language: 'typescript', app: 'node app.js', projectId: 'docs', sendCrashReports: 'false' }),
    );
  });

  test.each(COMMANDS.filter((command) => !(command in NOT_TRIED)))(
    '%s: takes stacks that there are, with what they come after',
    async (command) => {
      // What answers a question, and what an offline machine needs.
      const shell = `${command.replace('npx cdktf', 'node_modules/.bin/cdktf')} --auto-approve --skip-provider-lock`;
      const env = {
        ...process.env,
        ENV: 'prod',
        ACCOUNT: '000000000000',
        CHECKPOINT_DISABLE: '1',
        DISABLE_VERSION_CHECK: '1',
        CI: '1',
      };
      const ended = await run('bash', ['-c', shell], { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }).then(
        () => 'well',
        ({ stdout, stderr }: { stdout: string; stderr: string }) => `${stdout}${stderr}`,
      );
      expect(ended).toBe('well');
    },
    240_000,
  );
});
