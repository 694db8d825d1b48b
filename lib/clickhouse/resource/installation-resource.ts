import { createHash } from 'node:crypto';
import { ApiObject } from 'cdk8s';

/**
 * An installation of Altinity's operator. Its task id is made of the rest of its spec, so that a status tells which spec it is of.
 *
 * An id that is given is part of the spec that the operator compares: whatever changes, it has something to do, and says when it is done.
 *
 * @see https://github.com/Altinity/clickhouse-operator/blob/release-0.25.6/pkg/apis/clickhouse.altinity.com/v1/action_plan.go
 */
export abstract class InstallationResource extends ApiObject {
  /** Of the spec as it is when it is asked for. */
  public get taskId(): string {
    return this.toJson().spec.taskID;
  }

  public override toJson(): { spec: { taskID: string } } {
    const json = super.toJson() as { spec: object; metadata: { labels?: object } };
    // The operator gives the labels to all that it makes, and restarts Keeper for them.
    const taskID = createHash('sha256')
      .update(JSON.stringify([json.metadata.labels, json.spec]))
      .digest('hex')
      .slice(0, 16);
    return { ...json, spec: { ...json.spec, taskID } };
  }
}
