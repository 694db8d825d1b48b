import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { Construct } from 'constructs';
import { Environment } from '../core';
import { checkRules } from '../core/internal';
import { AwsProfile } from './aws-profile';
import { costRules } from './cost-rules';

/** Props of `CostGuard`. */
export interface CostGuardProps {
  /** What a month may cost, in US dollars. */
  readonly monthlyLimit: number;
  /** Who is told: addresses of mail, at most ten. */
  readonly emails: string[];
}

/**
 * Who is told when an environment costs more than it should: at 80 % of the month's budget, and when it will be exceeded. When a service
 * suddenly costs more is said for the whole account, by `AccountSingletons`.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class CostGuard extends Construct {
  public constructor(scope: Construct, id: string, props: CostGuardProps) {
    super(scope, id);
    checkRules(this, costRules, props);
    const profile = AwsProfile.of(this);
    const notify = (notificationType: string, threshold: number) => ({
      notificationType,
      comparisonOperator: 'GREATER_THAN',
      threshold,
      thresholdType: 'PERCENTAGE',
      subscriberEmailAddresses: props.emails,
    });
    new BudgetsBudget(this, 'Budget', {
      // An account has budgets once for all of its regions.
      name: profile.globalName(this, 'costs'),
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      limitAmount: String(props.monthlyLimit),
      limitUnit: 'USD',
      costFilter: [
        { name: 'TagKeyValue', values: [`user:environment$${Environment.of(this).name}`] },
        { name: 'Region', values: [profile.region] },
      ],
      notification: [notify('ACTUAL', 80), notify('FORECASTED', 100)],
    });
  }
}
