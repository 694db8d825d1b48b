/** A number, a text, or `{ valueFrom: { secretKeyRef } }`, by the path of the setting: `merge_tree/parts_to_throw_insert`. */
export type Settings = Record<string, unknown>;
