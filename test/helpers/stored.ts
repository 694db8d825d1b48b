/**
 * Where what the API server stores differs from what was rendered: each field that we set must come back as it was.
 * Terraform compares the same way, and replaces the object where they differ.
 */
export function differences(rendered: unknown, stored: unknown, path = ''): string[] {
  if (Array.isArray(rendered)) {
    if (!Array.isArray(stored) || stored.length !== rendered.length) {
      return [`${path}: ${JSON.stringify(rendered)} became ${JSON.stringify(stored)}`];
    }
    return rendered.flatMap((item, index) => differences(item, stored[index], `${path}[${index}]`));
  }
  if (typeof rendered === 'object' && rendered !== null) {
    if (typeof stored !== 'object' || stored === null) {
      return [`${path}: ${JSON.stringify(rendered)} became ${JSON.stringify(stored)}`];
    }
    const fields = stored as Record<string, unknown>;
    return Object.entries(rendered).flatMap(([key, value]) => differences(value, fields[key], `${path}.${key}`));
  }
  return rendered === stored ? [] : [`${path}: ${JSON.stringify(rendered)} became ${JSON.stringify(stored)}`];
}
