import { createHash } from 'node:crypto';
import { GuardedField } from './guarded-field';
import { unchanged } from './guarded-release';

const CHECKSUM = 'bigdata-constructs.io/restart-checksum';

/** A text that changes with what is rendered. */
export function checksumOf(rendered: unknown): string {
  return createHash('sha256').update(JSON.stringify(rendered)).digest('hex').slice(0, 16);
}

/** What restarts all pods at once. */
export interface GuardedRestartProps {
  /** What it is of, in words and in the acknowledging annotation: `keeper-restart`. */
  readonly what: string;
  /** The fields, from the object's root: `spec.template`. Several restarts of one object have the same. */
  readonly fields: string[];
  /**
   * What of them may change, in CEL.
   * @default - nothing
   */
  readonly allowed?: string;
  /** What to do first, as a sentence. */
  readonly advice: string;
}

/**
 * Fields that change on purpose alone, all of them acknowledged by their checksum. CEL computes none, so the object carries its own: who edits
 * a field by hand has to write both.
 */
export class GuardedRestart {
  public readonly field: GuardedField;

  public constructor(private readonly props: GuardedRestartProps) {
    const { what, fields, allowed = unchanged(fields), advice } = props;
    this.field = GuardedField._of({
      what,
      variables: {
        checksumNow: `object.metadata.?annotations[?"${CHECKSUM}"].orValue("none")`,
        checksumBefore: `oldObject.metadata.?annotations[?"${CHECKSUM}"].orValue("none")`,
      },
      allowed: `(${allowed})`,
      value: 'variables.checksumNow',
      // One that was left behind allows no second change.
      fresh: `variables.checksumNow != variables.checksumBefore`,
      message: `"a change of ${fields.join(', ')} is refused: ${advice}"`,
    });
  }

  /**
   * An object with its checksum, and its acknowledgement where there is one.
   *
   * @param json the object as it is rendered
   * @param acknowledged the checksum that may come
   */
  public sealed<Rendered extends object>(json: Rendered, acknowledged?: string): Rendered {
    const { metadata } = json as Rendered & RenderedObject;
    const values = this.props.fields.map((field) =>
      field.split('.').reduce((node: unknown, key) => (node as Record<string, unknown> | undefined)?.[key], json),
    );
    const checksum = checksumOf(values);
    const annotations = {
      ...metadata.annotations,
      ...(acknowledged && this.field._annotation(acknowledged)),
      [CHECKSUM]: checksum,
    };
    return { ...json, metadata: { ...metadata, annotations } };
  }
}

interface RenderedObject {
  readonly metadata: { readonly annotations?: Record<string, string> };
}
