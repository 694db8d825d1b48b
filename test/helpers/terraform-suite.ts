import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { environmentStacks } from '../../stacks/environment-stacks';
import { EnvironmentName } from '../../stacks/environments';
import { ACCEPTED_POLICIES, unaccepted } from './accepted-findings';
import { describeWithCommand, describeWithProviderMirror } from './authorities';
import { checkov } from './checkov';
import { OfflineTerraform, Plan, scratchFolder } from './offline-terraform';
import { StackJson } from './provider-schema';
import { scratchApp, synthTexts } from './synth';

/** How large each stack is: a change here is one of the cloud's bill, too. */
type Sizes = Record<string, number>;

interface PolicyFinding {
  readonly issue: string;
  readonly detail: unknown;
}

/** What parliament finds in the policies of a plan. Who may take a role is another kind of policy, which it does not know. */
function policyFindings(plan: { planned_values?: { root_module: { resources?: PlannedResource[] } } }) {
  return (plan.planned_values?.root_module.resources ?? [])
    .filter(({ type }) => type === 'aws_iam_role_policy')
    .flatMap(({ address, values }) => {
      const { stdout, stderr } = spawnSync('parliament', ['--json', '--string', values.policy], { encoding: 'utf8' });
      if (stderr.includes('Traceback')) throw new Error(stderr);
      const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
      return lines.map((line) => {
        const { issue, detail } = JSON.parse(line) as PolicyFinding;
        return { check: issue, where: `${address} ${JSON.stringify(detail)}` };
      });
    });
}

interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly values: { readonly policy: string };
}

/**
 * The AWS stacks of one environment, judged by Terraform with the real provider and by scanners.
 *
 * @param sizes the resources of each stack
 * @param applied whether each is applied to a mock: the others have the same resources, of other sizes
 */
export function terraformSuite(name: EnvironmentName, sizes: Sizes, { applied = false } = {}): void {
  const ids = Object.keys(sizes);
  const texts = () => synthTexts((app: App) => void environmentStacks(app, name));

  describeWithProviderMirror(`${name}: Terraform with the real AWS provider`, ({ mirror, schemas }) => {
    const synthesized = texts();
    const home = scratchFolder(`terraform-${name}-`);
    const offline = Object.fromEntries(
      ids.map((id) => {
        const folder = path.join(home, id);
        fs.mkdirSync(folder);
        return [id, new OfflineTerraform(folder, JSON.parse(synthesized[id]) as StackJson, schemas, mirror)];
      }),
    );
    const plans: Record<string, Plan> = {};

    test.each(ids)(
      '%s plans from nothing, and applies to a mock',
      async (id) => {
        const terraform = offline[id];
        await terraform.init();
        // What is not valid has no plan.
        plans[id] = await terraform.plan();
        const changes = plans[id].resource_changes ?? [];
        expect(changes.filter(({ change }) => change.actions.join() !== 'create')).toEqual([]);
        expect({ [id]: changes.length }).toEqual({ [id]: sizes[id] });
        if (applied) expect(await terraform.mockedApply()).toContain('1 passed, 0 failed');
      },
      300_000,
    );

    test('the only argument that waits for a newer provider is the one that we know', () => {
      expect([...new Set(ids.flatMap((id) => offline[id].leftOut))]).toEqual(['aws_eks_cluster.deletion_protection']);
    });

    describeWithCommand('checkov', 'checkov', () => {
      test('finds nothing in the plans that is not accepted', () => {
        const scans = ids.map((id) => checkov('terraform_plan', { file: path.join(home, id, 'plan.json') }, id));
        expect(Math.min(...scans.map(({ passed }) => passed))).toBeGreaterThan(10);
        expect(unaccepted(scans.flatMap(({ findings }) => findings))).toEqual([]);
      });

      test("finds nothing in Terraform's JSON that is not accepted", () => {
        const folder = scratchFolder(`checkov-${name}-`);
        for (const id of ids) {
          fs.mkdirSync(path.join(folder, id));
          fs.writeFileSync(path.join(folder, id, 'cdk.tf.json'), synthesized[id]);
        }
        const { findings, passed } = checkov('terraform_json', { folder });
        expect(passed).toBeGreaterThan(100);
        expect(unaccepted(findings)).toEqual([]);
      });
    });

    describeWithCommand('parliament', 'parliament', () => {
      test('knows every action and condition of the policies, and finds no wildcard that is not explained', () => {
        const found = ids.flatMap((id) => policyFindings(plans[id] as never));
        expect(unaccepted(found, ACCEPTED_POLICIES)).toEqual([]);
      });
    });
  });

  test(`${name}: every AWS stack is looked at`, () => {
    const made = environmentStacks(scratchApp(), name)
      .filter((stack: TerraformStack) => !('manifests' in stack))
      .map((stack) => stack.node.id)
      // It is the same for all, and looked at with prod.
      .filter((id) => name === 'prod' || !id.startsWith('account-'));
    expect(made.sort()).toEqual([...ids].sort());
  });
}
