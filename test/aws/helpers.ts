import { aws, DeletionPolicy } from 'bigdata-constructs';
import { App } from 'cdktf';
import { ResourceJson, StackJson } from '../helpers/provider-schema';
import { synthTexts } from '../helpers/synth';

/** An environment of tests. */
export interface TestEnvironment {
  readonly zones?: string[];
  readonly deletionPolicy?: DeletionPolicy;
  readonly profile?: Partial<aws.AwsProfileProps>;
}

/** What a stack holds, by type. */
export class Synthesized {
  public constructor(private readonly json: StackJson) {}

  /** The resources of a type, by id. */
  public all(type: string): Record<string, ResourceJson> {
    return this.json.resource?.[type] ?? {};
  }

  /** The only resource of a type. */
  public only(type: string): ResourceJson {
    const found = Object.values(this.all(type));
    if (found.length !== 1) throw new Error(`${found.length} of ${type}`);
    return found[0];
  }

  /** The statements of all policies of roles. */
  public statements(): Record<string, unknown>[] {
    return Object.values(this.all('aws_iam_role_policy')).flatMap(
      ({ policy }) => (JSON.parse(policy as string) as { Statement: Record<string, unknown>[] }).Statement,
    );
  }
}

/** A stack of a test's own. */
export function synthAws(
  fill: (stack: aws.AwsStack) => void,
  { zones = ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'], deletionPolicy, profile }: TestEnvironment = {},
): Synthesized {
  const texts = synthTexts((app: App) => {
    const environment = {
      name: 'test',
      zones,
      deletionPolicy,
      extensions: [new aws.AwsProfile({ accountId: '111122223333', region: 'eu-central-1', ...profile })],
    };
    fill(new aws.AwsStack(app, 'stack', { environment }));
  });
  return new Synthesized(JSON.parse(texts.stack) as StackJson);
}
