import { DashboardRow } from '../../../monitoring';
import { panel } from '../../../monitoring/internal';
import { CLUSTER, MONITOR } from '../metrics';
import { statusOf } from './alerts';

/** The rows of the dashboard, below that of the objectives. */
export function foundationDbRows(name: string): DashboardRow[] {
  return [
    {
      title: 'Database',
      panels: [
        panel(
          'State',
          'short',
          'One while it takes reads and writes, has all copies, and nothing moves.',
          [`max(${statusOf(name, 'available')})`, 'available', CLUSTER.status],
          [`max(${statusOf(name, 'replication')})`, 'replicated', CLUSTER.status],
          [`max(${statusOf(name, 'health')})`, 'healthy', CLUSTER.status],
          [`max($1{name="${name}"})`, 'carried out', CLUSTER.reconciled],
        ),
        panel('Urgency of what moves', 'short', 'Of data: above 800 copies are missing.', [
          `max(${statusOf(name, 'datamovementpriority')})`,
          'priority',
          CLUSTER.status,
        ]),
        panel('Coordinators chosen anew', 'short', 'Within an hour.', [
          `sum(increase($1{name="${name}"}[1h]))`,
          'times',
          CLUSTER.coordinatorChanges,
        ]),
      ],
    },
    {
      title: 'Processes',
      panels: [
        panel(
          'Ready',
          'short',
          'Without a complaint of the operator, and as many as there should be, by class.',
          [
            `sum by (process_class) ($1{name="${name}",condition="Ready"})`,
            '{{process_class}} ready',
            CLUSTER.processGroups,
          ],
          [`max by (process_class) ($1{name="${name}"} > 0)`, '{{process_class}} wanted', CLUSTER.desired],
        ),
        panel('Complaints', 'short', 'What the operator finds wrong with processes.', [
          `sum by (condition) ($1{name="${name}",condition!="Ready"} > 0)`,
          '{{condition}}',
          CLUSTER.processGroups,
        ]),
        panel('To go', 'short', 'Processes whose data moves before they are deleted.', [
          `sum by (process_class) ($1{name="${name}"})`,
          '{{process_class}}',
          CLUSTER.removed,
        ]),
        panel(
          'Pods',
          'short',
          'Monitors that answer, and processes that they started within an hour.',
          ['sum($1)', 'answer', MONITOR.up],
          ['sum(increase($1[1h]))', 'started', MONITOR.restarts],
        ),
      ],
    },
  ];
}
