import { CustomResourceState } from '../../monitoring';
import { APPLICATION_LABEL, TEAM_LABEL } from '../components';
import { FRESH_WITHIN, PAUSE } from './schedule-annotations';

/** The label by which the operator finds the runs of a schedule. */
const SCHEDULE_LABEL = 'sparkoperator.k8s.io/scheduled-app-name';

const NAME = ['metadata', 'name'];
const CREATED = ['metadata', 'creationTimestamp'];
const label = (key: string) => ['metadata', 'labels', key];
const annotation = (key: string) => ['metadata', 'annotations', key];
const WHOSE = { team: label(TEAM_LABEL), application: label(APPLICATION_LABEL) };

const GROUP = 'sparkoperator.k8s.io';

/** What kube-state-metrics says of the objects that the operator runs. The names are those of `metrics.ts`. */
export const STATE_METRICS: CustomResourceState[] = [
  {
    group: GROUP,
    version: 'v1beta2',
    kind: 'SparkApplication',
    plural: 'sparkapplications',
    prefix: 'kube_sparkapplication',
    labels: { sparkapplication: NAME, schedule: label(SCHEDULE_LABEL), ...WHOSE },
    metrics: [
      {
        name: 'state',
        description: 'The state of an application, in a label.',
        labels: { state: ['status', 'applicationState', 'state'] },
      },
      {
        name: 'submissions',
        description: 'How often an application was submitted successfully.',
        path: ['status', 'executionAttempts'],
        zeroByDefault: true,
      },
      {
        name: 'termination_time_seconds',
        description: 'When an application ended.',
        path: ['status', 'terminationTime'],
        labels: { state: ['status', 'applicationState', 'state'] },
      },
    ],
  },
  {
    group: GROUP,
    version: 'v1beta2',
    kind: 'ScheduledSparkApplication',
    plural: 'scheduledsparkapplications',
    prefix: 'kube_scheduledsparkapplication',
    labels: { schedule: NAME, ...WHOSE },
    metrics: [
      {
        name: 'state',
        description: 'The state of a schedule, in a label.',
        labels: { state: ['status', 'scheduleState'] },
      },
      { name: 'created_time_seconds', description: 'When a schedule was made.', path: CREATED },
      { name: 'last_run_time_seconds', description: 'When the last run began.', path: ['status', 'lastRun'] },
      { name: 'next_run_time_seconds', description: 'When the next run is due.', path: ['status', 'nextRun'] },
      {
        name: 'suspended',
        description: 'Whether no run is begun.',
        path: ['spec', 'suspend'],
        zeroByDefault: true,
      },
      {
        name: 'pause_seconds',
        description: 'The longest time between two runs that are due.',
        path: annotation(PAUSE),
      },
      {
        name: 'fresh_within_seconds',
        description: 'How long after a run is due it must have ended well.',
        path: annotation(FRESH_WITHIN),
      },
    ],
  },
  {
    group: GROUP,
    version: 'v1alpha1',
    kind: 'SparkConnect',
    plural: 'sparkconnects',
    prefix: 'kube_sparkconnect',
    labels: { sparkconnect: NAME, ...WHOSE },
    metrics: [
      {
        name: 'state',
        description: 'The state of a Connect server, in a label.',
        labels: { state: ['status', 'state'] },
      },
    ],
  },
];
