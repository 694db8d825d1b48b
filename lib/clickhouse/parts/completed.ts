import { ResolvedClickHouse } from '../resolve';
import { InstallationResource } from '../resource/installation-resource';

/**
 * What the operator's status says when this spec is carried out, and neither before it begins nor of an earlier spec.
 *
 * @param field where the id of a completed task stands
 * @returns nothing while the operator leaves the installation alone
 */
export function completed(
  { suspend }: ResolvedClickHouse,
  installation: InstallationResource,
  field: string,
): (() => Record<string, string>) | undefined {
  if (suspend) return undefined;
  return () => ({ 'status.status': '^Completed$', [field]: `^${installation.taskId}$` });
}
