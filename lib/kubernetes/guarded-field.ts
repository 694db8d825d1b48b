import { k8s } from 'cdk8s-plus-34';
import { GuardedRule } from './guarded-rule';

const ANNOTATION = 'bigdata-constructs.io/acknowledge';

/** A field that a guard watches. */
export interface GuardedFieldProps {
  /** What it counts, in a word: `shards`. The acknowledging annotation ends in it. */
  readonly what: string;
  /** The field in CEL, from the object's root: `spec.replicas`, `spec.clusters[0].size`. */
  readonly field: string;
  /** Why a change is dangerous and what to do first, as a sentence for who was refused. */
  readonly advice: string;
}

/** How a field may change. */
export class GuardedField {
  /** A number that may grow but not shrink. */
  public static neverLess(props: GuardedFieldProps): GuardedField {
    return changing(props, (now, before) => `${now} >= ${before}`, 'a decrease');
  }

  /** A number that may not change at all. */
  public static neverChanged(props: GuardedFieldProps): GuardedField {
    return changing(props, (now, before) => `${now} == ${before}`, 'a change');
  }

  /** A quantity, `100Gi`, that may grow but not shrink. */
  public static neverSmaller(props: GuardedFieldProps): GuardedField {
    return changing(props, (now, before) => `quantity(${now}).compareTo(quantity(${before})) >= 0`, 'a smaller size');
  }

  /**
   * Whatever CEL can say of the old object and the new one.
   *
   * @internal
   */
  public static _of(rule: GuardedRule, inData?: (key: string) => GuardedField): GuardedField {
    return new GuardedField(rule, inData);
  }

  /**
   * What the rules of some fields refer to, each once.
   *
   * @internal
   */
  public static _variablesOf(fields: GuardedField[]): k8s.Variable[] | undefined {
    const variables = fields.flatMap(({ rule }) => Object.entries(rule.variables ?? {}));
    if (variables.length === 0) return undefined;
    return Object.entries(Object.fromEntries(variables)).map(([name, expression]) => ({ name, expression }));
  }

  private constructor(
    private readonly rule: GuardedRule,
    private readonly inData?: (key: string) => GuardedField,
  ) {}

  private get annotation(): string {
    return `${ANNOTATION}-${this.rule.what}`;
  }

  /**
   * The same of a number that stands under a key of a ConfigMap, for what is a number.
   *
   * @internal
   */
  public _inData(key: string): GuardedField | undefined {
    return this.inData?.(key);
  }

  /**
   * @internal
   */
  public _validation(): k8s.Validation {
    const { allowed, value, message, fresh } = this.rule;
    const given = `object.metadata.?annotations[?"${this.annotation}"] == optional.of(${value})`;
    const acknowledged = fresh === undefined ? given : `${given} && (${fresh})`;
    return {
      expression: `${allowed} || ${acknowledged}`,
      messageExpression: `${message} + " Then set the annotation ${this.annotation} to " + ${value} + "."`,
      reason: 'Forbidden',
    };
  }

  /**
   * @internal
   */
  public _annotation(value: string): Record<string, string> {
    return { [this.annotation]: value };
  }
}

function changing(
  { what, field, advice }: GuardedFieldProps,
  allowed: (now: string, before: string) => string,
  change: string,
): GuardedField {
  const rule = (name: string, [now, before]: string[]) => ({
    what: name,
    allowed: allowed(now, before),
    value: `string(${now})`,
    message: `"${change} of ${name} from " + string(${before}) + " to " + string(${now}) + " is refused: ${advice}"`,
  });
  const inData = (key: string) => {
    const of = rule(key, [`int(object.data["${key}"])`, `int(oldObject.data["${key}"])`]);
    // A set that comes or goes as a whole is no change of its number: what holds data is guarded against its removal.
    const whole = ['object', 'oldObject'].map((root) => `!("${key}" in ${root}.data)`).join(' || ');
    return GuardedField._of({ ...of, allowed: `${whole} || ${of.allowed}` });
  };
  return GuardedField._of(rule(what, [`object.${field}`, `oldObject.${field}`]), inData);
}
