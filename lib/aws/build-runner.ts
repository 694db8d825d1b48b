import { CodebuildProject } from '@cdktf/provider-aws/lib/codebuild-project';
import { CodebuildWebhook } from '@cdktf/provider-aws/lib/codebuild-webhook';
import { Construct } from 'constructs';
import { AwsProfile } from './aws-profile';
import { BuildRunnerProps } from './build-runner-props';
import { serviceTrust } from './iam-policy';
import { logGroup } from './log-group';
import { Role } from './role';
import { waitFor } from './wait-for';
import { WayInContext } from './way-in-context';
import { WayInSecurityGroup } from './way-in-security-group';

/**
 * A project of CodeBuild in the VPC whose builds are jobs of GitHub Actions: `runs-on: codebuild-<name>-${{ github.run_id }}-...`. Its own role
 * may do next to nothing; jobs take the CI roles by OIDC, as everywhere.
 */
export class BuildRunner extends Construct {
  public constructor(scope: Construct, id: string, props: BuildRunnerProps, context: WayInContext) {
    super(scope, id);
    const profile = AwsProfile.of(this);
    const name = `${context.clusterName}-runner`;
    const logName = `/aws/codebuild/${name}`;
    const logs = logGroup(this, 'Logs', logName, context.keyArn);
    const role = new Role(this, 'Role', {
      name: 'runner',
      description: 'Runs jobs of GitHub Actions in the VPC',
      trust: serviceTrust('codebuild.amazonaws.com'),
    });
    const inVpc = { ArnEquals: { 'ec2:Vpc': profile.arn('ec2', `vpc/${context.vpcId}`) } };
    role.allow('Run', [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: profile.arn('logs', `log-group:${logName}:*`),
      },
      {
        Effect: 'Allow',
        Action: ['codeconnections:GetConnection', 'codeconnections:GetConnectionToken'],
        Resource: props.connectionArn,
      },
      // https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html
      {
        Effect: 'Allow',
        Action: [
          'ec2:DescribeDhcpOptions',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeSubnets',
          'ec2:DescribeVpcs',
        ],
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestedRegion': profile.region } },
      },
      {
        Effect: 'Allow',
        Action: 'ec2:CreateNetworkInterface',
        Resource: ['network-interface', 'security-group', 'subnet'].map((kind) => profile.arn('ec2', `${kind}/*`)),
      },
      {
        Effect: 'Allow',
        Action: 'ec2:DeleteNetworkInterface',
        Resource: profile.arn('ec2', 'network-interface/*'),
        Condition: inVpc,
      },
      {
        Effect: 'Allow',
        Action: 'ec2:CreateNetworkInterfacePermission',
        Resource: profile.arn('ec2', 'network-interface/*'),
        Condition: { ...inVpc, StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' } },
      },
    ]);
    const group = new WayInSecurityGroup(this, 'SecurityGroup', name, context);
    const project = new CodebuildProject(this, 'Project', {
      name,
      description: `Jobs of GitHub Actions that reach the API of ${context.clusterName}`,
      serviceRole: role.roleArn,
      encryptionKey: context.keyArn,
      buildTimeout: 120,
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'ARM_CONTAINER',
        computeType: 'BUILD_GENERAL1_LARGE',
        image: 'aws/codebuild/amazonlinux-aarch64-standard:3.0',
        privilegedMode: false,
      },
      source: {
        type: 'GITHUB',
        location: props.repository,
        gitCloneDepth: 1,
        auth: { type: 'CODECONNECTIONS', resource: props.connectionArn },
      },
      logsConfig: { cloudwatchLogs: { groupName: logs.name, status: 'ENABLED' } },
      vpcConfig: { vpcId: context.vpcId, subnets: context.subnetIds, securityGroupIds: [group.groupId] },
    });
    waitFor(project, ...role.permissions);
    new CodebuildWebhook(this, 'Webhook', {
      projectName: project.name,
      buildType: 'BUILD',
      filterGroup: [{ filter: [{ type: 'EVENT', pattern: 'WORKFLOW_JOB_QUEUED' }] }],
    });
  }
}
