import { Yaml } from 'cdk8s';
import { ContainerSize } from '../../core';
import { bytesOf, GIB } from '../../core/internal';

/** A queue of one namespace. */
export interface YuniKornQueue {
  readonly namespaceName: string;
  /** What all of its pods may ask for together. Default: all that there is. */
  readonly max?: ContainerSize;
  readonly guaranteed?: ContainerSize;
  readonly maxApplications?: number;
}

/** The queue above those of teams. No namespace can be called so. */
const PARENT = 'spark_teams';

/**
 * The queues of teams, each named like its namespace, by which pods are placed: a label could be forged. What is in other namespaces is placed as by the
 * scheduler's own default.
 *
 * @see https://yunikorn.apache.org/docs/user_guide/queue_config/
 */
export function yuniKornQueues(queues: YuniKornQueue[]): string {
  const byNamespace = { name: 'tag', value: 'namespace' };
  return Yaml.stringify({
    partitions: [
      {
        name: 'default',
        placementrules: [
          { ...byNamespace, create: false, parent: { name: 'fixed', value: `root.${PARENT}` } },
          { ...byNamespace, create: true },
        ],
        queues: [
          {
            name: 'root',
            submitacl: '*',
            // Without `parent` a rule below it is refused.
            queues: [{ name: PARENT, parent: true, queues: queues.map(queueOf) }],
          },
        ],
      },
    ],
  });
}

function queueOf({ namespaceName, max, guaranteed, maxApplications }: YuniKornQueue) {
  return {
    name: namespaceName,
    ...(maxApplications !== undefined && { maxapplications: maxApplications }),
    // Room that is held for several at once fits none of them.
    properties: { 'application.sort.policy': 'fifo' },
    ...((max || guaranteed) && {
      resources: {
        ...(guaranteed && { guaranteed: amountsOf(guaranteed) }),
        ...(max && { max: amountsOf(max) }),
      },
    }),
  };
}

/** `cpu` would be a resource of its own, which limits nothing. Fractions are refused. */
function amountsOf({ cpu, memory }: ContainerSize): Record<string, string> {
  const bytes = bytesOf(memory);
  return { vcore: cpu.toString(), memory: bytes % GIB === 0 ? `${bytes / GIB}Gi` : String(bytes) };
}
