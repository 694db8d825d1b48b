import { PartOf } from '../../core';
import { partName } from '../../workloads/internal';
import { ComponentJson, componentJson, disaggregatedJson, DorisComponentInput } from '../resource/doris-component';

/** How the operator reads a component of one of its custom resources, and what it makes of it. */
export interface OperatedForm {
  /** The component as the operator reads it. */
  readonly json: (input: DorisComponentInput) => ComponentJson;
  /** The name of its StatefulSet, which pods begin with. */
  readonly setName: (partOf: PartOf) => string;
  /** What the operator sets on the pods. */
  readonly labels: (partOf: PartOf) => Record<string, string>;
  /** What a volume's claims are called, of the name that it has elsewhere and of its path. */
  readonly claimName: (name: string, path: string) => string;
}

/** @see https://github.com/apache/doris-operator/blob/26.0.0/api/doris/v1/doriscluster_util.go */
export const COUPLED: OperatedForm = {
  json: componentJson,
  setName: partName,
  labels: ({ cluster, component }) => ({
    'app.doris.cluster': cluster,
    'app.doris.ownerreference/name': `${cluster}-${component}`,
  }),
  claimName: (name) => name,
};

const LABEL = 'app.doris.disaggregated';

/**
 * Of compute groups, the set is the group with hyphens: the operator makes them of what is an underscore in Doris.
 *
 * @see https://github.com/apache/doris-operator/blob/26.0.0/api/disaggregated/v1/utils.go
 * @see https://github.com/apache/doris-operator/blob/26.0.0/pkg/controller/sub_controller/disaggregated_subcontroller.go
 */
export const DISAGGREGATED: OperatedForm = {
  json: disaggregatedJson,
  setName: ({ cluster, component, set }) => (set === undefined ? `${cluster}-${component}` : `${cluster}-${set}`),
  labels: ({ cluster, component, set }) => ({
    [`${LABEL}.cluster`]: cluster,
    ...(set === undefined
      ? { [`${LABEL}.type`]: component, [`${LABEL}.ownerreference/name`]: cluster }
      : { [`${LABEL}.type`]: 'compute', [`${LABEL}.cg-uniqueid`]: set.replaceAll('-', '_') }),
  }),
  claimName: (_, path) => path.slice(path.lastIndexOf('/') + 1).replaceAll('_', '-'),
};
