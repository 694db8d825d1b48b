import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { guardName, guardPolicy } from './guard-policy';
import { GuardedField } from './guarded-field';

/** A change that takes nothing away, or everything. */
const notLess = 'object.spec.replicas >= oldObject.spec.replicas || object.spec.replicas == 0';

/** How many pods of a StatefulSet may be on their way out at once. */
export interface LeavingLimit {
  /** How many of this set. */
  readonly atOnce: number;
  /**
   * Labels of sets whose members hold copies of the same data: while one of them hands over, no other may begin. The API server looks at them as
   * parameters of a policy. Where the last policy with such parameters was deleted, it does not see how they change any more until it restarts, and
   * lets other sets begin.
   * @default - no other set is looked at
   * @see https://github.com/kubernetes/kubernetes/issues/130887
   */
  readonly siblings?: Record<string, string>;
}

/** Props of `ChangeGuard`. */
export interface ChangeGuardProps {
  /** The object that is guarded. */
  readonly target: ApiObject;
  /** The resource name of its kind: `statefulsets`. */
  readonly resource: string;
  /**
   * The fields that are watched.
   * @default - none
   */
  readonly fields?: GuardedField[];
  /**
   * Refuse fewer replicas through the scale subresource too, which autoscalers and `kubectl scale` use; nothing acknowledges that.
   * @default false
   */
  readonly guardScale?: boolean;
  /**
   * How many pods may be leaving at once, acknowledged or not. Scaling to zero, which stops the whole, is let through.
   * @default - any number
   */
  readonly leaving?: LeavingLimit;
}

/**
 * Refuses dangerous changes of an object at the API server, whoever asks: Terraform, kubectl or an autoscaler.
 *
 * Synthesis knows no previous state, so no rule on props could say "never fewer shards". The guard has it: `oldObject`.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export class ChangeGuard extends Construct {
  public constructor(scope: Construct, id: string, props: ChangeGuardProps) {
    super(scope, id);
    const { target, resource, fields = [], leaving } = props;
    // What refuses a change outlives what it guards.
    target.node.addDependency(this);
    if (fields.length > 0) {
      guardPolicy(
        this,
        'Fields',
        guardName(target),
        { target, resource },
        fields.map((f) => f._validation()),
        GuardedField._variablesOf(fields),
      );
    }
    if (leaving) {
      guardPolicy(this, 'Leaving', guardName(target, 'leaving'), { target, resource }, [
        {
          // The set's status counts the pods that are leaving until they are gone.
          expression: `${notLess} || object.spec.replicas >= oldObject.status.replicas - ${leaving.atOnce}`,
          messageExpression: `"at most ${leaving.atOnce} may leave at once, or a failure among the rest loses data: of " + string(oldObject.status.replicas) + " pods " + string(object.spec.replicas) + " would be left. Ask for " + string(oldObject.status.replicas - ${leaving.atOnce}) + ", and for fewer when those are gone."`,
          reason: 'Forbidden',
        },
      ]);
    }
    if (leaving?.siblings) {
      guardPolicy(this, 'Siblings', guardName(target, 'siblings'), { target, resource, parameters: leaving.siblings }, [
        {
          expression: `${notLess} || params.metadata.name == object.metadata.name || params.spec.replicas == 0 || params.spec.replicas >= params.status.replicas`,
          messageExpression: `"members of " + params.metadata.name + " are still handing over their data, which may lie on this set too. Apply again when they are gone."`,
          reason: 'Forbidden',
        },
      ]);
    }
    if (props.guardScale) {
      guardPolicy(this, 'Scale', guardName(target, 'scale'), { target, resource: `${resource}/scale` }, [
        {
          expression: 'object.spec.?replicas.orValue(0) >= oldObject.spec.?replicas.orValue(0)',
          messageExpression: `"fewer replicas through scale are refused: a member that leaves must hand over its data first. Change the number where the ${target.kind} is defined, with its acknowledgement."`,
          reason: 'Forbidden',
        },
      ]);
    }
  }
}
