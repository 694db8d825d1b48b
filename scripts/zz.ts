import * as fs from 'node:fs';
import * as path from 'node:path';
import { OfflineTerraform } from '../test/helpers/offline-terraform';
import { readSchemas, schemaProblems, StackJson } from '../test/helpers/provider-schema';
const schemas = '/work/shared/schemas';
const all = readSchemas(schemas);
async function main() {
  for (const id of fs.readdirSync('cdktf.out/stacks')) {
    const file = path.join('cdktf.out/stacks', id, 'cdk.tf.json');
    const stack = JSON.parse(fs.readFileSync(file, 'utf8')) as StackJson;
    for (const p of schemaProblems(stack, all)) console.log(p);
    if (/platform|engines/.test(id)) continue;
    if (process.argv[2] && !id.includes(process.argv[2])) continue;
    const folder = `/tmp/tf/${id}`; fs.mkdirSync(folder, { recursive: true });
    const t = new OfflineTerraform(folder, stack, schemas, '/opt/tf-plugins');
    await t.init();
    const d = await t.validate();
    for (const x of d) console.log(id, x.severity, x.summary, x.detail.slice(0, 300));
    if (d.some((x) => x.severity === 'error')) continue;
    try { const plan = await t.plan(); console.log(id, 'plan', plan.resource_changes?.length, t.leftOut.join(' ')); } catch (e) { console.log(id, 'PLAN', (e as {stderr:string}).stderr.slice(0, 3000)); continue; }
    try { await t.mockedApply(); console.log(id, 'apply ok'); } catch (e) { console.log(id, 'APPLY', ((e as {stdout:string}).stdout + (e as {stderr:string}).stderr).slice(0, 3000)); }
  }
}
void main();
