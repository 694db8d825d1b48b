import { ownerFunctions } from '../../workloads/internal';
import { CLIENT, words } from './client';

/** Compute nodes, whose number changes by itself. */
export interface SweepProgramOptions {
  readonly namespace: string;
  /** The name of their set, which is that of its pods before the ordinal. */
  readonly set: string;
  /** What comes after the name of a pod in the host that it registers: `.<service>.<namespace>.svc.cluster.local`. */
  readonly domain: string;
  readonly heartbeatPort: number;
}

/** What the sweep may do to the set: see it, and how many there should be. */
export const SWEEP_RESOURCES = ['statefulsets', 'statefulsets/scale'];

/**
 * The program that forgets compute nodes that are gone and were not forgotten when they ended, as it is with those that were lost with their node of
 * Kubernetes. Gone is who does not live and has an ordinal that the set does not have any more: one that is merely down comes back by its name. What
 * Doris says of their role is of no use, since it says nothing of who does not live.
 *
 * The service account needs what \`ownerFunctions\` says.
 */
export function sweepProgram({ namespace, set, domain, heartbeatPort }: SweepProgramOptions): string {
  return `${CLIENT}
${ownerFunctions()}
rows=$(ask 'SHOW BACKENDS' | columns Host HeartbeatPort Alive TabletNum)
# After the rows: one that comes meanwhile is counted.
wanted=$(owner_state ${words([namespace, set])})
case $wanted in
gone | going) fail 'the set is gone or going: whoever removes it forgets its members' ;;
esac
addresses=
while IFS=$'\\t' read -r host port alive tablets; do
  ordinal=\${host#${words([`${set}-`])}}
  ordinal=\${ordinal%${words([domain])}}
  case $ordinal in '' | *[!0-9]*) continue ;; esac
  if [ "$host:$port" != ${words([`${set}-`])}"$ordinal"${words([`${domain}:${heartbeatPort}`])} ]; then continue; fi
  if [ "$alive" = true ] || [ "$ordinal" -lt "$wanted" ]; then continue; fi
  if [ "$tablets" != 0 ]; then
    say "$host holds $tablets tablets, so it is no compute node: it is left alone"
    continue
  fi
  addresses="$addresses\${addresses:+, }\\"$host:$port\\""
done <<<"$rows"
if [ -n "$addresses" ]; then ask "ALTER SYSTEM DROPP BACKEND $addresses"; fi
say "forgotten: \${addresses:-none}"
`;
}
