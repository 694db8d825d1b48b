import { DashboardRow } from '../../monitoring';
import { heapPanel, MAX, MAX_BY_POD, RATE, RATE_BY_POD, panel } from '../../monitoring/internal';
import { DATA_NODE, HTTP_FS, JOURNAL_NODE, NAME_NODE, NODE_MANAGER, QUEUES, RESOURCE_MANAGER } from '../metrics';
import { NAME_NODE_RPC } from './slos';

const ACTIVE = 'max($1{hastate="active"})';
const ROOT = 'max($1{queue="root"})';
const GC = 'sum by (pod) (rate($1[$__rate_interval])) / 1000';

/** Which rows there are. */
export interface RowsInput {
  readonly journalNodes: boolean;
  readonly yarn: boolean;
  readonly httpFs: boolean;
}

/** The rows below that of the objectives. */
export function dashboardRows({ journalNodes, yarn, httpFs }: RowsInput): DashboardRow[] {
  return [
    ...hdfsRows(),
    ...nameNodeRows(journalNodes),
    dataNodeRow(),
    ...(yarn ? yarnRows() : []),
    ...(httpFs ? [httpFsRow()] : []),
  ];
}

function hdfsRows(): DashboardRow[] {
  return [
    {
      title: 'HDFS: capacity',
      panels: [
        panel(
          'Volumes',
          'bytes',
          'All volumes together. What is neither free nor in blocks is reserved, or is used by something else.',
          [ACTIVE, 'size', NAME_NODE.capacity],
          [ACTIVE, 'in blocks', NAME_NODE.used],
          [ACTIVE, 'free', NAME_NODE.remaining],
        ),
        panel('Free', 'percentunit', 'Below a tenth writes begin to fail.', [
          'min($1{hastate="active"} / ($2{hastate="active"} > 0))',
          'free',
          NAME_NODE.remaining,
          NAME_NODE.capacity,
        ]),
        panel(
          'Files and blocks',
          'short',
          'Each costs the NameNode memory: about 1 GiB for a million blocks.',
          [ACTIVE, 'files', NAME_NODE.files],
          [ACTIVE, 'blocks', NAME_NODE.blocks],
        ),
      ],
    },
    {
      title: 'HDFS: blocks',
      panels: [
        panel(
          'Blocks in danger',
          'short',
          'Missing: no copy left. Corrupt: a copy is. Both are zero.',
          [ACTIVE, 'missing', NAME_NODE.missingBlocks],
          [ACTIVE, 'missing, of one copy', NAME_NODE.missingSingleCopies],
          [ACTIVE, 'corrupt', NAME_NODE.corruptBlocks],
        ),
        panel(
          'Blocks with too few copies',
          'short',
          'Rises when a DataNode is lost or leaves, and falls as copies are made.',
          [ACTIVE, 'too few copies', NAME_NODE.underReplicated],
          [ACTIVE, 'being copied', NAME_NODE.pendingReconstruction],
          [ACTIVE, 'being deleted', NAME_NODE.pendingDeletion],
        ),
        panel(
          'DataNodes',
          'short',
          'As the active NameNode sees them. Dead ones that had handed over are not shown.',
          [ACTIVE, 'live', NAME_NODE.liveDataNodes],
          [
            'max($1{hastate="active"} - $2{hastate="active"} - $3{hastate="active"})',
            'dead',
            NAME_NODE.deadDataNodes,
            NAME_NODE.deadDecommissioned,
            NAME_NODE.deadInMaintenance,
          ],
          [ACTIVE, 'stale', NAME_NODE.staleDataNodes],
          [ACTIVE, 'leaving', NAME_NODE.leavingDataNodes],
        ),
      ],
    },
  ];
}

function nameNodeRows(journalNodes: boolean): DashboardRow[] {
  return [
    {
      title: 'NameNodes',
      panels: [
        panel('State', 'short', '1 is active, 2 a standby. Exactly one is active.', [
          MAX_BY_POD,
          '{{pod}}',
          NAME_NODE.state,
        ]),
        panel('Calls', 'reqps', 'Calls a second.', [RATE_BY_POD, '{{pod}}', NAME_NODE.calls]),
        panel(
          'Time of a call',
          'ms',
          'Means of the last seconds: the daemons expose no distribution.',
          [`max by (pod) ($1${NAME_NODE_RPC})`, '{{pod}} waiting', NAME_NODE.queueTime],
          [`max by (pod) ($1${NAME_NODE_RPC})`, '{{pod}} answering', NAME_NODE.processingTime],
        ),
        panel(
          'Calls that wait',
          'short',
          'For a handler, and for the lock of the namespace.',
          [`max by (pod) ($1${NAME_NODE_RPC})`, '{{pod}} handler', NAME_NODE.callQueue],
          [MAX_BY_POD, '{{pod}} lock', NAME_NODE.lockQueue],
        ),
        heapPanel('Heap of NameNodes', NAME_NODE),
        panel('Time to collect garbage', 'percentunit', 'Share of the time.', [GC, '{{pod}}', NAME_NODE.gcTime]),
        panel('Connections to NameNodes', 'short', 'Open connections.', [
          `max by (pod) ($1${NAME_NODE_RPC})`,
          '{{pod}}',
          NAME_NODE.connections,
        ]),
      ],
    },
    {
      title: 'Edits and checkpoints',
      panels: [
        panel('Changes', 'ops', 'Changes of the namespace a second.', [RATE, 'changes', NAME_NODE.transactions]),
        panel('Time to write edits', 'ms', 'A change waits for it: the disks of a majority of JournalNodes.', [
          MAX_BY_POD,
          '{{pod}}',
          NAME_NODE.syncTime,
        ]),
        panel('Age of the image', 's', 'A standby makes a new one every hour.', [
          'time() - max($1{hastate="active"}) / 1000',
          'age',
          NAME_NODE.lastCheckpoint,
        ]),
        panel('Changes that are not in the image', 'short', 'What a start must read again.', [
          ACTIVE,
          'changes',
          NAME_NODE.uncheckpointed,
        ]),
        ...(journalNodes
          ? [
              panel('Behind', 's', 'A standby takes edits every two or three minutes.', [
                'max by (pod) ($1) / 1000',
                '{{pod}}',
                NAME_NODE.standbyBehind,
              ]),
              panel('Disks of JournalNodes', 'µs', 'The slowest hundredth of writes of a minute.', [
                MAX_BY_POD,
                '{{pod}}',
                JOURNAL_NODE.syncTime,
              ]),
              panel(
                'Batches of edits',
                'ops',
                'By JournalNode, and those that came after the majority had them.',
                [RATE_BY_POD, '{{pod}}', JOURNAL_NODE.batches],
                [RATE_BY_POD, '{{pod}} late', JOURNAL_NODE.laggingBatches],
              ),
            ]
          : []),
      ],
    },
  ];
}

function dataNodeRow(): DashboardRow {
  return {
    title: 'DataNodes',
    panels: [
      panel(
        'Throughput',
        'Bps',
        'Bytes read and written a second, copies among DataNodes included.',
        [RATE, 'read', DATA_NODE.bytesRead],
        [RATE, 'written', DATA_NODE.bytesWritten],
      ),
      panel('Transfers', 'short', 'Blocks that are read and written at once, by DataNode.', [
        MAX_BY_POD,
        '{{pod}}',
        DATA_NODE.transfers,
      ]),
      panel('Slow writes to disk', 'ops', 'Packets that took a disk more than 0.3 seconds.', [
        RATE_BY_POD,
        '{{pod}}',
        DATA_NODE.slowDiskWrites,
      ]),
      panel('Transfers that broke', 'ops', 'Ended by the network.', [RATE_BY_POD, '{{pod}}', DATA_NODE.networkErrors]),
      panel('Failed volumes', 'short', 'Since the start of each DataNode.', [
        MAX_BY_POD,
        '{{pod}}',
        DATA_NODE.failedVolumes,
      ]),
      heapPanel('Heap of DataNodes', DATA_NODE),
    ],
  };
}

function yarnRows(): DashboardRow[] {
  return [
    {
      title: 'YARN',
      panels: [
        panel(
          'Memory',
          'mbytes',
          'What containers have, what is free, and what applications wait for.',
          ['sum($1) * 1024', 'allocated', NODE_MANAGER.allocatedMemory],
          ['sum($1) * 1024', 'free', NODE_MANAGER.availableMemory],
          [ROOT, 'waited for', QUEUES.pendingMemory],
        ),
        panel(
          'Cores',
          'short',
          'What containers have, what is free, and what applications wait for.',
          ['sum($1)', 'allocated', NODE_MANAGER.allocatedCores],
          ['sum($1)', 'free', NODE_MANAGER.availableCores],
          [ROOT, 'waited for', QUEUES.pendingCores],
        ),
        panel(
          'Containers',
          'short',
          'Those that run, and those that applications wait for.',
          ['sum($1)', 'running', NODE_MANAGER.containers],
          [ROOT, 'waited for', QUEUES.pendingContainers],
        ),
        panel(
          'Applications',
          'short',
          'Those that run, and those that wait for their ApplicationMaster.',
          [ROOT, 'running', QUEUES.applicationsRunning],
          [ROOT, 'waiting', QUEUES.applicationsPending],
        ),
        panel('Memory that queues wait for', 'mbytes', 'By queue.', [
          'max by (queue) ($1{queue!="root"})',
          '{{queue}}',
          QUEUES.pendingMemory,
        ]),
        panel('Applications that failed', 'short', 'In the last hour.', [
          'max(increase($1{queue="root"}[1h]))',
          'failed',
          QUEUES.applicationsFailed,
        ]),
        heapPanel('Heap of ResourceManagers', RESOURCE_MANAGER),
      ],
    },
    {
      title: 'NodeManagers',
      panels: [
        panel(
          'NodeManagers',
          'short',
          'As the active ResourceManager sees them.',
          [MAX, 'active', RESOURCE_MANAGER.activeNodes],
          [MAX, 'leaving', RESOURCE_MANAGER.leavingNodes],
          [MAX, 'lost', RESOURCE_MANAGER.lostNodes],
          [MAX, 'unhealthy', RESOURCE_MANAGER.unhealthyNodes],
        ),
        panel('Memory of containers', 'percentunit', 'Share of what the NodeManager has for them.', [
          'max by (pod) ($1 / ($1 + $2 > 0))',
          '{{pod}}',
          NODE_MANAGER.allocatedMemory,
          NODE_MANAGER.availableMemory,
        ]),
        panel('Disks', 'percent', 'From nine tenths on, a NodeManager gets no containers.', [
          MAX_BY_POD,
          '{{pod}}',
          NODE_MANAGER.diskUse,
        ]),
        panel('Containers that fail', 'ops', 'A second, by NodeManager.', [
          RATE_BY_POD,
          '{{pod}}',
          NODE_MANAGER.failed,
        ]),
      ],
    },
  ];
}

function httpFsRow(): DashboardRow {
  return {
    title: 'HTTP gateways',
    panels: [
      panel('Gateways', 'short', 'Those that answer.', ['sum($1)', 'gateways', HTTP_FS.up]),
      panel(
        'Throughput of gateways',
        'Bps',
        'Bytes read and written a second.',
        [RATE, 'read', HTTP_FS.bytesRead],
        [RATE, 'written', HTTP_FS.bytesWritten],
      ),
      heapPanel('Heap of gateways', HTTP_FS),
    ],
  };
}
