import { ApiObject, Chart, Lazy, Names } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment, PartOf } from '../core';
import { namespaceOf } from './namespace';
import { setRollout } from './rollout';

/** What says that an object may be deleted, with all that goes with it. */
export const DELETION_ANNOTATION = 'bigdata-constructs.io/acknowledge-deletion';
const ID = 'DeletionGuard';

/** In CEL. The value is the object's own name: operators hand annotations on to what they make, where they must acknowledge nothing. */
export const deletionAcknowledged = (object: string) =>
  `${object}.metadata.?annotations[?"${DELETION_ANNOTATION}"].orValue("") == ${object}.metadata.name`;

const isOf = (resource: string) => `request.resource.resource == "${resource}"`;

/** Something that data goes with. */
export interface GuardedData {
  /** The object. */
  readonly object: ApiObject;
  /** The resource name of its kind: `statefulsets`. */
  readonly resource: string;
  /** Whose data it is. */
  readonly partOf: PartOf;
}

/**
 * Refuses to delete what holds data in one namespace, whoever asks: kubectl, a prune, an operator or Terraform. That is the namespace itself, StatefulSets
 * with claims, claims with a volume, and custom resources whose operator would delete those. What an owner's deletion takes along is not looked at (an
 * operator's own sets, the claims of scratch volumes), nor what goes with a namespace whose deletion was acknowledged.
 *
 * Names are no part of it, so that what no program renders any more stays guarded. In a namespace of a `NamespaceChart` all data is meant, else only that of the chart.
 *
 * Nothing guards the guard itself, since admission policies do not see one another. So it comes before what it guards, and goes after it.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export class DeletionGuard extends Construct {
  /** Guard an object of a chart. */
  public static guard(data: GuardedData): void {
    const chart = Chart.of(data.object);
    const found = chart.node.tryFindChild(ID) as DeletionGuard | undefined;
    const guard = found ?? new DeletionGuard(chart, 'chart');
    guard.guarded.push(data);
    data.object.node.addDependency(guard);
  }

  private readonly guarded: GuardedData[] = [];

  public constructor(
    scope: Chart,
    private readonly reach: 'chart' | 'namespace',
  ) {
    super(scope, ID);
    const namespaceName = namespaceOf(this);
    const of = reach === 'namespace' ? namespaceName : `${namespaceName}.${Names.toDnsLabel(scope)}`;
    const metadata = { name: `${of}.deletion.bigdata-constructs.io` };
    const policy = new k8s.KubeValidatingAdmissionPolicy(this, 'Policy', {
      metadata,
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceName } },
          // No resource names: who deletes a collection names nothing.
          resourceRules: Lazy.any({ produce: () => this.rules() }) as k8s.NamedRuleWithOperations[],
        },
        matchConditions: [{ name: 'holds-data', expression: Lazy.any({ produce: () => this.holdsData() }) as string }],
        validations: [
          {
            // A Namespace stands in none.
            expression: `${deletionAcknowledged('oldObject')} || (!(${isOf('namespaces')}) && (${deletionAcknowledged('namespaceObject')} || has(namespaceObject.metadata.deletionTimestamp)))`,
            messageExpression: `"deleting " + request.resource.resource + " " + oldObject.metadata.name + " is refused, because data goes with it. Who means that says so first: kubectl -n ${namespaceName} annotate " + request.resource.resource + " " + oldObject.metadata.name + " ${DELETION_ANNOTATION}=" + oldObject.metadata.name`,
            reason: 'Forbidden',
          },
        ],
      },
    });
    const retains = Environment.of(this).deletionPolicy === DeletionPolicy.RETAIN;
    const binding = new k8s.KubeValidatingAdmissionPolicyBinding(this, 'Binding', {
      metadata,
      // Where data goes with its owner, the environment has acknowledged it all: an audit log still has it.
      spec: { policyName: metadata.name, validationActions: [retains ? 'Deny' : 'Audit'] },
    });
    for (const object of [policy, binding]) setRollout(object, { holdsData: true });
  }

  private rules(): k8s.NamedRuleWithOperations[] {
    const builtIn = ['/namespaces', '/persistentvolumeclaims', 'apps/statefulsets'];
    const own = this.guarded.map(({ object, resource }) => `${object.apiGroup}/${resource}`);
    return [...new Set([...builtIn, ...own.sort()])].map((kind) => {
      const [group, resource] = kind.split('/');
      return { apiGroups: [group], apiVersions: ['*'], operations: ['DELETE'], resources: [resource] };
    });
  }

  private holdsData(): string {
    const unowned = 'oldObject.metadata.?ownerReferences.orValue([]).size() == 0';
    // One that waits for its volume, or has lost it, holds nothing: operators replace it.
    const claim = 'oldObject.?status.?phase.orValue("") == "Bound"';
    const set = 'oldObject.spec.?volumeClaimTemplates.orValue([]).size() > 0';
    const data = `${unowned} && (${isOf('persistentvolumeclaims')} ? ${claim} : ${isOf('statefulsets')} ? ${set} : true)`;
    return `${isOf('namespaces')} || (${[data, ...this.owned()].join(' && ')})`;
  }

  /** In somebody else's namespace, the data of others is theirs. */
  private owned(): string[] {
    if (this.reach === 'namespace') return [];
    const clusters = [
      ...new Set(this.guarded.map(({ partOf: { engine, cluster } }) => `"${engine}/${cluster}"`)),
    ].sort();
    const label = (name: string) => `oldObject.metadata.?labels[?"app.kubernetes.io/${name}"].orValue("")`;
    return [`${label('name')} + "/" + ${label('instance')} in [${clusters.join(', ')}]`];
  }
}
