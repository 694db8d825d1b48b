import { BuildRunner } from './build-runner';
import { BuildRunnerProps } from './build-runner-props';
import { SessionManagerHost } from './session-manager-host';
import { WayInContext } from './way-in-context';

/** A way to the private API of a cluster, made with it. */
export class WayIn {
  /**
   * A small host without any open port, through which Session Manager forwards one: for people. It costs about $12 a month.
   *
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html
   */
  public static sessionManagerHost(): WayIn {
    return new WayIn((context) => {
      new SessionManagerHost(context.scope, 'SessionManagerHost', context);
    });
  }

  /**
   * Runners of GitHub Actions in the VPC, which cost nothing while they do not run: for pipelines.
   *
   * @see https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html
   */
  public static buildRunner(props: BuildRunnerProps): WayIn {
    return new WayIn((context) => {
      new BuildRunner(context.scope, 'BuildRunner', props, context);
    });
  }

  private constructor(private readonly make: (context: WayInContext) => void) {}

  /**
   * @internal
   */
  public _bind(context: WayInContext): void {
    this.make(context);
  }
}
