import { CeAnomalyMonitor } from '@cdktf/provider-aws/lib/ce-anomaly-monitor';
import { CeAnomalySubscription } from '@cdktf/provider-aws/lib/ce-anomaly-subscription';
import { CeCostAllocationTag } from '@cdktf/provider-aws/lib/ce-cost-allocation-tag';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamServiceLinkedRole } from '@cdktf/provider-aws/lib/iam-service-linked-role';
import { Construct } from 'constructs';
import { checkRules } from '../core/internal';
import { AwsProfile } from './aws-profile';
import { anomalyRules } from './cost-rules';
import { GITHUB_ISSUER } from './iam-policy';

/** What an account may have once, and may have already. */
export enum AccountSingleton {
  /** The provider that pipelines on GitHub sign in by. */
  GITHUB_PROVIDER = 'github-provider',
  /** The role that EC2 runs spare capacity with: the account has it if it ever did. */
  SPOT_ROLE = 'spot-role',
}

/** Who is told when a service suddenly costs more. */
export interface CostAnomaliesOptions {
  /** From what a surprise costs it is told, in US dollars. */
  readonly threshold: number;
  /** Who is told: addresses of mail, at most ten. */
  readonly emails: string[];
  /**
   * The monitor of all services, by ARN, where the account has it: AWS made one for those who looked at their costs since March 2023.
   *
   * @see https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html
   * @default - one is made
   */
  readonly monitorArn?: string;
}

/** Props of `AccountSingletons`. */
export interface AccountSingletonsProps {
  /**
   * What the account has already, made by others and left to them.
   * @default - nothing
   */
  readonly existing?: AccountSingleton[];
  /**
   * Tag keys that costs are told apart by; budgets of environments need `environment` among them. Only the account that pays can set them: leave
   * it out elsewhere.
   * @default - none are set
   */
  readonly allocationTags?: string[];
  /**
   * Who is told when a service suddenly costs more.
   * @default - no anomalies are looked for
   */
  readonly anomalies?: CostAnomaliesOptions;
}

/**
 * What an account has once, whatever the number of its environments: GitHub as somebody who says who a job is, the role that EC2 runs spare
 * capacity with, which Karpenter may not make, and what looks at the costs of all. It belongs into a stack of the account.
 *
 * @see https://karpenter.sh/docs/troubleshooting/#missing-service-linked-role
 */
export class AccountSingletons extends Construct {
  public constructor(scope: Construct, id: string, props: AccountSingletonsProps = {}) {
    super(scope, id);
    const { existing = [], allocationTags = [], anomalies } = props;
    if (!existing.includes(AccountSingleton.GITHUB_PROVIDER)) {
      new IamOpenidConnectProvider(this, 'GitHub', {
        url: `https://${GITHUB_ISSUER}`,
        clientIdList: ['sts.amazonaws.com'],
      });
    }
    if (!existing.includes(AccountSingleton.SPOT_ROLE)) {
      new IamServiceLinkedRole(this, 'Spot', { awsServiceName: 'spot.amazonaws.com' });
    }
    for (const tagKey of allocationTags) {
      new CeCostAllocationTag(this, `Tag-${tagKey}`, { tagKey, status: 'Active' });
    }
    if (anomalies) this.watch(anomalies);
  }

  private watch(anomalies: CostAnomaliesOptions): void {
    checkRules(this, anomalyRules, anomalies);
    const name = AwsProfile.of(this).namePrefix;
    const own = () =>
      new CeAnomalyMonitor(this, 'Anomalies', { name, monitorType: 'DIMENSIONAL', monitorDimension: 'SERVICE' }).arn;
    new CeAnomalySubscription(this, 'AnomalySubscription', {
      name,
      frequency: 'DAILY',
      monitorArnList: [anomalies.monitorArn ?? own()],
      subscriber: anomalies.emails.map((address) => ({ type: 'EMAIL', address })),
      thresholdExpression: {
        dimension: {
          key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
          matchOptions: ['GREATER_THAN_OR_EQUAL'],
          values: [String(anomalies.threshold)],
        },
      },
    });
  }
}
