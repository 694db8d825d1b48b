import { IConstruct } from 'constructs';
import { Environment } from '../../core';
import { Rule } from '../../core/internal';
import { ConfInput, confOfWorkload, confRules } from '../config/conf-rules';
import { dorisRules } from './doris-rules';
import { workloadRules, WorkloadRulesInput } from './workload-rules';

/** What all checks on an application look at, besides those of its kind. */
export function rulesInput<Input extends Omit<WorkloadRulesInput, 'environment'>>(scope: IConstruct, input: Input) {
  const { resolved, team } = input;
  return { ...input, environment: Environment.of(scope), ...confOfWorkload(resolved, team) };
}

/** Checks on every kind of application, and on the properties that it is given. */
export const everyWorkloadRules: ReadonlyArray<Rule<WorkloadRulesInput & ConfInput>> = [
  ...workloadRules,
  ...dorisRules,
  ...confRules,
];
