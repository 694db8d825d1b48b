import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { environmentStacks } from '../../stacks/environment-stacks';
import { describeWithCommand } from '../helpers/authorities';
import { scratchFolder } from '../helpers/offline-terraform';
import { scratchApp } from '../helpers/synth';

const run = promisify(execFile);
const ROOT = path.join(__dirname, '../..');
const CLI = path.join(ROOT, 'node_modules/.bin/cdktf');

/** Made in an order in which what comes first is there. */
const ORDER = ['network', 'data', 'cluster', 'database', 'access', 'platform', 'engines'].map(
  (stack) => `prod-${stack}`,
);

/**
 * The stacks of an environment as they hang together, with resources that Terraform itself has: each writes down when it comes and when it goes.
 */
const APP = `
const { App, TerraformStack, TerraformOutput, LocalBackend, TerraformResource } = require('cdktf');
const { EnvironmentEdges } = require('./edges.js');
const log = process.env.ORDER_LOG;
const app = new App({ stackTraces: false });
const stacks = {};
for (const [id, after] of EnvironmentEdges) {
  const stack = new TerraformStack(app, id);
  new LocalBackend(stack, { path: process.cwd() + '/' + id + '.tfstate' });
  const data = new TerraformResource(stack, 'data', { terraformResourceType: 'terraform_data' });
  data.addOverride('input', id);
  data.addOverride('provisioner', [
    { 'local-exec': { command: 'echo up ' + id + ' >> ' + log } },
    { 'local-exec': { when: 'destroy', command: 'echo down \${self.input} >> ' + log } },
  ]);
  new TerraformOutput(stack, 'name', { value: data.getStringAttribute('output') });
  for (const each of after) stack.addDependency(stacks[each]);
  stacks[id] = stack;
}
app.synth();
`;

/** The edges of our own stacks: what `cdktf deploy 'prod-*'` deploys, and what each of them comes after. */
const EDGES: [string, string[]][] = environmentStacks(scratchApp(), 'prod')
  .filter((stack) => stack.node.id.startsWith('prod-'))
  .map((stack): [string, string[]] => [stack.node.id, stack.dependencies.map(({ node }) => node.id)])
  .sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));

describeWithCommand('terraform', "cdktf's own command", () => {
  test('deploys in order, hands out what was made, and destroys in the reverse order', async () => {
    const folder = scratchFolder('cdktf-');
    const log = path.join(folder, 'order.log');
    fs.writeFileSync(path.join(folder, 'app.js'), APP);
    fs.writeFileSync(path.join(folder, 'edges.js'), `exports.EnvironmentEdges = ${JSON.stringify(EDGES)};`);
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    fs.writeFileSync(
      path.join(folder, 'cdktf.json'),
      JSON.stringify({ language: 'typescript', app: 'node app.js', projectId: 'order', sendCrashReports: 'false' }),
    );
    const cdktf = (...args: string[]) =>
      run(CLI, [...args, '--skip-provider-lock'], {
        cwd: folder,
        env: { ...process.env, ORDER_LOG: log, CHECKPOINT_DISABLE: '1', DISABLE_VERSION_CHECK: '1', CI: '1' },
        maxBuffer: 64 * 1024 * 1024,
      });
    const happened = () => fs.readFileSync(log, 'utf8').trim().split('\n');

    await cdktf('deploy', 'prod-*', '--auto-approve', '--outputs-file', 'outputs.json');
    const outputs = JSON.parse(fs.readFileSync(path.join(folder, 'outputs.json'), 'utf8')) as object;
    expect(outputs).toMatchObject({
      'prod-engines': { name: 'prod-engines' },
      'prod-network': { name: 'prod-network' },
    });
    const up = happened();
    expect(up).toHaveLength(ORDER.length);
    expect(EDGES.flatMap(([, after]) => after).length).toBeGreaterThan(5);
    for (const [id, after] of EDGES) {
      for (const each of after) expect(up.indexOf(`up ${each}`)).toBeLessThan(up.indexOf(`up ${id}`));
    }

    await cdktf('destroy', 'prod-*', '--auto-approve');
    const down = happened().slice(up.length);
    expect(down).toHaveLength(EDGES.length);
    for (const [id, after] of EDGES) {
      for (const each of after) expect(down.indexOf(`down ${id}`)).toBeLessThan(down.indexOf(`down ${each}`));
    }
  }, 240_000);
});
