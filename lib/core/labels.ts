import { PartOf } from './part-of';

/** Marks what this library made. */
export const MANAGED_BY = 'bigdata-constructs';

/** The label that tells the sets of one part from one another. */
export const SET_LABEL = 'bigdata-constructs.io/set';

/** The annotation, with a reason, of what refers to something that is not of the same tree. */
export const EXTERNAL = 'bigdata-constructs.io/external';

/** Labels of an object's selectors: they never change in an object's life, since selectors are immutable. */
export function selectorLabels(part: PartOf): Record<string, string> {
  return {
    'app.kubernetes.io/name': part.engine,
    'app.kubernetes.io/instance': part.cluster,
    'app.kubernetes.io/component': part.component,
    ...(part.set !== undefined && { [SET_LABEL]: part.set }),
  };
}

/**
 * Labels of an object.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function objectLabels(part: PartOf): Record<string, string> {
  return { ...selectorLabels(part), 'app.kubernetes.io/managed-by': MANAGED_BY };
}
