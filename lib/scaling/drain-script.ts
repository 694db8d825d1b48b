import { Duration } from 'cdk8s';
import { OwnerResource, ownerFunctions } from '../workloads/internal';

/** What the program is made from, complete. */
export interface DrainScriptInput {
  readonly namespaceName: string;
  /** The name of the workload. */
  readonly workload: string;
  readonly resource: OwnerResource;
  /** Whether a pod hands over whenever it ends. Otherwise it must be a StatefulSet's, which leaves for good. */
  readonly always: boolean;
  /** The pause before the engine's program is tried again. */
  readonly retry: Duration;
  /** How long the API server is waited for. */
  readonly patience: Duration;
  /** How long the engine's program may take. Default: as long as the pod may. */
  readonly atMost?: Duration;
  /** Whether there is a program for where the whole is scaled to zero. */
  readonly stops: boolean;
}

/** What of an answer a pod makes where the whole stays. */
const VERDICT = {
  leaving: 'if [ "$ordinal" -ge "$wanted" ]; then verdict=leave; else verdict=stay; fi',
  always: 'verdict=leave',
};

/** How a pod learns what it is to do. */
const DECISION = {
  leaving: `ordinal=\${POD_NAME##*-}
leave=
trap 'end 143' TERM INT HUP

give_up=$(($(now) + patience))
until ask; do
  if [ "$(now)" -ge "$give_up" ]; then
    # A member that leaves without handing over costs a copy, which the others still have and make anew. Handing over for nothing, whenever a member
    # restarts while the API server is away, would move all of its data, and with all members at once there is nowhere to move it.
    log "the API server does not say whether it leaves: taken for a restart"
    exit 0
  fi
  pause "$tick"
done
`,
  always: `leave=
trap 'end 143' TERM INT HUP

# Without an answer it hands over: what it does would be lost, and handing over for nothing takes no longer than the pod may.
ask || verdict=leave
`,
};

/** What a member does that merely restarts. */
const STAY = `stay)
  log "it restarts: nothing to hand over"
  exit 0
  ;;
`;

/** What runs in a pod before it is told to end: `leave`, beside it, where the pod has something to hand over, `stop` where the whole has, else nothing. */
export function drainScript(input: DrainScriptInput): string {
  const { namespaceName, workload, resource, retry, patience, atMost, stops } = input;
  const when = input.always ? 'always' : 'leaving';
  return `#!/bin/sh
set -u
here=\${0%/*}
tick=\${DRAIN_TICK:-1}
poll=\${DRAIN_POLL:-15}
retry=\${DRAIN_RETRY:-${retry.toSeconds()}}
${input.always ? '' : `patience=\${DRAIN_PATIENCE:-${patience.toSeconds()}}\n`}\
at_most=\${DRAIN_AT_MOST:-${atMost?.toSeconds() ?? ''}}

# What a hook says goes to nobody, so it says it where the container's own program does.
output=\${DRAIN_OUTPUT:-/proc/1/fd/1}
if (: >>"$output") 2>/dev/null; then exec >>"$output" 2>&1; fi

${ownerFunctions(resource)}
log() {
  echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) drain of $POD_NAME: $*"
}

# Interrupted by a signal, which a sleep in the foreground is not.
pause() {
  sleep "$1" &
  wait $!
}

now() {
  date +%s
}

# A process and all below it, as the words of $tree. Without a subshell, which would be among them.
tree_of() {
  tree=" $1 "
  grown=yes
  while [ -n "$grown" ]; do
    grown=
    for stat in /proc/[0-9]*/stat; do
      { IFS= read -r line <"$stat"; } 2>/dev/null || continue
      # The number, the name in parentheses, which may hold anything, the state and the parent.
      parent=\${line##*) ? }
      case $tree in *" \${line%% *} "*) continue ;; esac
      case $tree in *" \${parent%% *} "*) tree="$tree\${line%% *} " && grown=yes ;; esac
    done
  done
}

# Ends the engine's program with all that it has started.
stop_leave() {
  [ -n "$leave" ] || return 0
  tree_of "$leave"
  kill -TERM $tree 2>/dev/null
  sleep "$tick"
  kill -KILL $tree 2>/dev/null
  leave=
}

end() {
  trap '' TERM INT HUP
  stop_leave
  tree_of $$
  kill -KILL \${tree#" $$ "} 2>/dev/null
  exit "$1"
}

# What this member is to do: stay, leave, or go with the whole.
ask() {
  wanted=$(owner_state ${namespaceName} ${workload}) || return 1
  case $wanted in
  ${stops ? 'gone | going) verdict=whole ;;\n  0) verdict=stop' : 'gone | going | 0) verdict=whole'} ;;
  *) ${VERDICT[when]} ;;
  esac
}

${DECISION[when]}
case $verdict in
whole)
  log "${workload} as a whole is stopped or removed: nothing to hand over to"
  exit 0
  ;;
${input.always ? '' : STAY}\
esac

log "${input.always ? 'it ends: handing over' : `it leaves: ${workload} is to have $wanted`}"
${stops ? 'program=$verdict\n' : ''}began=$(now)
ask_at=$((began + poll))
start_at=$began
while :; do
  time=$(now)
  if [ -n "$leave" ] && ! kill -0 "$leave" 2>/dev/null; then
    # The shell has its status, whenever it ended.
    wait "$leave"
    status=$?
    leave=
    if [ $status -eq 0 ]; then
      log "handed over"
      exit 0
    fi
    log "handing over failed with status $status: again in $retry seconds"
    start_at=$((time + retry))
  fi
  if [ -n "$at_most" ] && [ "$time" -ge $((began + at_most)) ]; then
    # Failing makes an event of the pod. What is left of the grace period is for ending in order.
    log "not handed over within $at_most seconds: it ends all the same"
    end 1
  fi
  if [ -z "$leave" ] && [ "$time" -ge "$start_at" ]; then
    "$here/${stops ? '$program' : 'leave'}" &
    leave=$!
  fi
  if [ "$time" -ge "$ask_at" ]; then
    ask_at=$((time + poll))
    # No answer changes nothing: what has begun goes on.
    if ask && ${stops ? '[ "$verdict" != leave ] && [ "$verdict" != stop ]' : '[ "$verdict" != leave ]'}; then
      log "it need not hand over any more: ${workload} is to have $wanted"
      end 0
    fi
  fi
  pause "$tick"
done
`;
}
