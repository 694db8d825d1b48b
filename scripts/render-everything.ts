/** Writes what every program and environment of a checkout renders: `render-everything.ts <checkout> <folder>`. */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';

const [checkout, target] = process.argv.slice(2);
// The checkout's own code, which may be older than this file.
const load = createRequire(path.join(checkout, 'package.json'));

const { manifests } = load('./test/helpers/programs') as typeof import('../test/helpers/programs');
const { environments } = load('./stacks/environments') as typeof import('../stacks/environments');
const { environmentStacks } = load('./stacks/environment-stacks') as typeof import('../stacks/environment-stacks');
const { render } = load('./lib') as typeof import('../lib');
const { App } = load('cdktf') as typeof import('cdktf');

for (const [program, make] of Object.entries(manifests)) {
  for (const [file, text] of Object.entries(render.ManifestYaml.render(make()))) {
    const written = path.join(target, 'yaml', program.replace(/[^A-Za-z0-9-]+/g, '-'), file);
    fs.mkdirSync(path.dirname(written), { recursive: true });
    fs.writeFileSync(written, text);
  }
}
const app = new App({ stackTraces: false, outdir: path.join(target, 'terraform') });
for (const name of Object.keys(environments)) environmentStacks(app, name as keyof typeof environments);
app.synth();
