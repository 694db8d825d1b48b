type Values = Record<string, unknown>;

/** Values with others over them: maps are merged, everything else is replaced. */
export function merged(values: Values, over: Values): Values {
  const result: Values = { ...values };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    result[key] = isMap(before) && isMap(value) ? merged(before, value) : value;
  }
  return result;
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
