import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { heapAlert, of } from '../../monitoring/internal';
import {
  DATA_NODE,
  HISTORY_SERVER,
  HTTP_FS,
  JOURNAL_NODE,
  NAME_NODE,
  NODE_MANAGER,
  PLATFORM,
  RESOURCE_MANAGER,
} from '../metrics';

/** Which daemons there are. */
export interface DaemonsInput {
  /** The StatefulSets, but for those of NodeManagers, whose number changes by itself. */
  readonly sets: string[];
  readonly journalNodes: boolean;
  readonly yarn: boolean;
  readonly httpFs: boolean;
}

/** What can go wrong with any of them. */
export function daemonAlerts({ sets, journalNodes, yarn, httpFs }: DaemonsInput): AlertProps[] {
  const daemons = [
    NAME_NODE,
    DATA_NODE,
    ...(journalNodes ? [JOURNAL_NODE] : []),
    ...(yarn ? [RESOURCE_MANAGER, NODE_MANAGER, HISTORY_SERVER] : []),
    ...(httpFs ? [HTTP_FS] : []),
  ];
  return [
    heapAlert('HadoopHeapFull', daemons),
    {
      name: 'HadoopMembersMissing',
      severity: Severity.TICKET,
      value: of(`max by (statefulset) ($1{statefulset=~"${sets.join('|')}"} - $2)`, PLATFORM.wanted, PLATFORM.ready),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(30),
      summary: '{{ $labels.statefulset }} has {{ $value }} members too few',
      description: 'Pods have no node, do not start or are not ready. The cluster survives less than it should.',
    },
    ...(httpFs
      ? [
          {
            // Not `Down`: without a pod it would silence all other alerts of the cluster.
            name: 'HadoopHttpFsUnavailable',
            severity: Severity.PAGE,
            value: of('sum($1)', HTTP_FS.up),
            comparison: Comparison.BELOW,
            threshold: 1,
            summary: 'no HTTP gateway can be scraped',
            description: 'Who speaks HTTP with the file system cannot read or write.',
          },
        ]
      : []),
  ];
}
