import { AlertProps } from '../../monitoring';
import { backupAlert, failedRunAlert, probeAlert } from '../../monitoring/internal';
import { Jobs } from '../parts/jobs';

/** What goes wrong with the CronJobs of a cluster. */
export function jobAlerts(title: string, { probe, backup, balancer, snapshots }: Jobs): AlertProps[] {
  return [
    ...(probe ? [writingFails(title, probe.cronJobName)] : []),
    ...(backup ? [backupOfNamespace(title, backup.cronJobName)] : []),
    failedRunAlert({
      name: 'HadoopBalancerFailing',
      jobs: [balancer.cronJobName],
      what: 'the balancer',
      description: 'New DataNodes stay empty and old ones full.',
    }),
    ...(snapshots.length > 0 ? [snapshotsFail(snapshots.map(({ cronJobName }) => cronJobName))] : []),
  ];
}

function writingFails(title: string, job: string): AlertProps {
  return probeAlert({
    title,
    job,
    what: 'nobody could write a file and read it back',
    description: 'A client that writes a file, reads it and deletes it fails, as users do.',
  });
}

function backupOfNamespace(title: string, job: string): AlertProps {
  return backupAlert({
    title,
    job,
    what: 'the last backup of the namespace',
    description:
      'If all NameNodes and JournalNodes lose their volumes, files that are newer than that backup are lost.',
  });
}

function snapshotsFail(jobs: string[]): AlertProps {
  return failedRunAlert({
    name: 'HadoopSnapshotsFailing',
    jobs,
    what: '{{ $labels.cronjob }}',
    description: 'What is deleted or overwritten since the last snapshot cannot be taken back.',
  });
}
