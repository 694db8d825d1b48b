/** Props of a build runner. */
export interface BuildRunnerProps {
  /** The repository whose workflows may use it: `https://github.com/acme/platform.git`. */
  readonly repository: string;
  /**
   * The ARN of the connection to GitHub, which somebody must have confirmed in the console.
   *
   * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/connections-create-github.html
   */
  readonly connectionArn: string;
}
