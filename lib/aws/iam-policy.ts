/** One condition operator to keys to values. */
export type PolicyConditions = Record<string, Record<string, string | string[]>>;

/** One statement of an IAM policy, in IAM's own words. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Record<string, string | string[]> | '*';
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly NotResource?: string | string[];
  readonly Condition?: PolicyConditions;
}

/** A statement that allows. */
export function allow(
  Sid: string,
  Action: string | string[],
  Resource: string | string[],
  Condition?: PolicyConditions,
): PolicyStatement {
  return { Sid, Effect: 'Allow', Action, Resource, Condition };
}

/** A policy as JSON. Written here and not by a Terraform function, so that scanners and reviewers can read it. */
export function policyJson(statements: PolicyStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Who says who a job of GitHub Actions is. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/** Who may take a role: one service of AWS. */
export function serviceTrust(service: string): string {
  return policyJson([{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }]);
}
