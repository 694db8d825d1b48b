import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { CeAnomalyMonitor } from '@cdktf/provider-aws/lib/ce-anomaly-monitor';
import { CeAnomalySubscription } from '@cdktf/provider-aws/lib/ce-anomaly-subscription';
import { CeCostAllocationTag } from '@cdktf/provider-aws/lib/ce-cost-allocation-tag';
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
  /**
   * Tag keys that costs are told apart by, besides `environment`. Only the account that pays can set them: leave it out elsewhere.
   * @default - none are set
   */
  readonly allocationTags?: string[];
  /**
   * From what a surprise costs it is told, in US dollars.
   * @default - no anomalies are looked for
   */
  readonly anomalyThreshold?: number;
}

/**
 * Who is told when an environment costs more than it should: at 80 % of the month's budget, when it will be exceeded, and when one service
 * suddenly costs more.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class CostGuard extends Construct {
  public constructor(scope: Construct, id: string, props: CostGuardProps) {
    super(scope, id);
    checkRules(this, costRules, props);
    const profile = AwsProfile.of(this);
    const name = profile.environmentName(this);
    const notify = (notificationType: string, threshold: number) => ({
      notificationType,
      comparisonOperator: 'GREATER_THAN',
      threshold,
      thresholdType: 'PERCENTAGE',
      subscriberEmailAddresses: props.emails,
    });
    new BudgetsBudget(this, 'Budget', {
      name,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      limitAmount: String(props.monthlyLimit),
      limitUnit: 'USD',
      costFilter: [{ name: 'TagKeyValue', values: [`user:environment$${Environment.of(this).name}`] }],
      notification: [notify('ACTUAL', 80), notify('FORECASTED', 100)],
    });
    for (const tagKey of props.allocationTags ?? []) {
      new CeCostAllocationTag(this, `Tag-${tagKey}`, { tagKey, status: 'Active' });
    }
    if (props.anomalyThreshold === undefined) return;
    const monitor = new CeAnomalyMonitor(this, 'Anomalies', {
      name,
      monitorType: 'DIMENSIONAL',
      monitorDimension: 'SERVICE',
    });
    new CeAnomalySubscription(this, 'AnomalySubscription', {
      name,
      frequency: 'DAILY',
      monitorArnList: [monitor.arn],
      subscriber: props.emails.map((address) => ({ type: 'EMAIL', address })),
      thresholdExpression: {
        dimension: {
          key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
          matchOptions: ['GREATER_THAN_OR_EQUAL'],
          values: [String(props.anomalyThreshold)],
        },
      },
    });
  }
}
