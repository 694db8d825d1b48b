import { IConstruct } from 'constructs';
import { AwsProfile } from './aws-profile';
import { policyJson } from './iam-policy';

/**
 * Trust in the agent of EKS that hands credentials to pods.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export class PodIdentity {
  /**
   * Who may take a role: pods of one cluster alone, by their association.
   *
   * @internal
   */
  public static trust(scope: IConstruct, clusterName?: string): string {
    const profile = AwsProfile.of(scope);
    return policyJson([
      {
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          StringEquals: {
            'aws:SourceAccount': profile.accountId,
            'aws:RequestTag/eks-cluster-arn': profile.arn(
              'eks',
              `cluster/${clusterName ?? profile.environmentName(scope)}`,
            ),
          },
        },
      },
    ]);
  }

  private constructor() {}
}
