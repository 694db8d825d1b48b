import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { Severity } from './alert';
import { MonitoringProfile } from './monitoring-profile';
import { Receiver } from './receiver';

const SWITCH = 'DeadMansSwitch';
const NOBODY = 'nobody';

/** Props of `AlertRouting`. */
export interface AlertRoutingProps {
  /**
   * The object's name.
   * @default - the id
   */
  readonly name?: string;
  /** Who is woken: by pages of this library, and by what other rules call `critical`. */
  readonly page: Receiver;
  /** Who gets what can wait. What other rules call `info` or `none`, as `Watchdog`, goes to nobody. */
  readonly ticket: Receiver;
  /**
   * Who is woken instead, by the label `team` of the alerts.
   * @default - everybody's pages go to `page`
   */
  readonly teams?: Record<string, Receiver>;
  /**
   * Something outside of the cluster that expects a message every five minutes, and wakes somebody when none comes: nothing
   * inside can say that Prometheus or Alertmanager is down.
   * @default - nobody notices that
   */
  readonly deadMansSwitch?: Receiver;
  /**
   * After how long an alert that still fires is sent again, whole minutes.
   * @default Duration.hours(4)
   */
  readonly repeatAfter?: Duration;
}

/**
 * Where the alerts of an environment go: one for all its namespaces.
 *
 * Alertmanager must be told not to confine it to its own namespace: `alertmanagerConfigMatcherStrategy: { type: None }`.
 *
 * @see https://prometheus-operator.dev/docs/developer/alerting/
 */
export class AlertRouting extends Construct {
  public constructor(scope: Construct, id: string, props: AlertRoutingProps) {
    super(scope, id);
    namespaceOf(this);
    const name = objectName(this, props.name);
    const { objectLabels: labels, seriesLabels } = MonitoringProfile.of(this);
    // Alerts of two Kubernetes clusters about the same names are not about the same.
    const further = Object.keys(seriesLabels);
    const teams = Object.entries(props.teams ?? {});
    new ApiObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'AlertmanagerConfig',
      metadata: { name, labels },
      spec: {
        route: {
          receiver: 'ticket',
          // One message for a cluster in trouble, however many of its parts say so.
          groupBy: [...further, 'namespace', 'engine_cluster', 'severity'],
          groupWait: '30s',
          groupInterval: '5m',
          repeatInterval: `${(props.repeatAfter ?? Duration.hours(4)).toMinutes()}m`,
          routes: [
            ...(props.deadMansSwitch
              ? [
                  {
                    receiver: 'dead-mans-switch',
                    matchers: [equal('alertname', SWITCH)],
                    groupWait: '0s',
                    groupInterval: '1m',
                    repeatInterval: '5m',
                  },
                ]
              : []),
            { receiver: NOBODY, matchers: [like('severity', 'info|none')] },
            ...teams.map(([team]) => ({ receiver: `team-${team}`, matchers: [equal('team', team), PAGES] })),
            { receiver: 'page', matchers: [PAGES] },
          ],
        },
        receivers: [
          { name: NOBODY },
          props.ticket._json('ticket'),
          props.page._json('page'),
          ...teams.map(([team, receiver]) => receiver._json(`team-${team}`)),
          ...(props.deadMansSwitch ? [props.deadMansSwitch._json('dead-mans-switch')] : []),
        ],
        inhibitRules: INHIBITIONS.map((cause) => ({ ...cause, equal: [...cause.equal, ...further] })),
      },
    });
    if (props.deadMansSwitch) {
      new ApiObject(this, 'Switch', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: `${name}-dead-mans-switch`, labels },
        spec: {
          groups: [
            {
              name: 'dead-mans-switch',
              rules: [
                {
                  alert: SWITCH,
                  expr: 'vector(1)',
                  labels: { severity: 'none' },
                  annotations: {
                    summary: 'Alerts reach whom they should',
                    description: 'Always fires. When it does not arrive any more, no other alert does either.',
                  },
                },
              ],
            },
          ],
        },
      });
    }
  }
}

function equal(name: string, value: string) {
  // Without a type it is equality. Said aloud, `=` has a meaning of its own in YAML 1.1, and many readers refuse it.
  return { name, value };
}

function like(name: string, value: string) {
  return { name, matchType: '=~', value };
}

function unlike(name: string, value: string) {
  return { name, matchType: '!~', value };
}

/** What wakes somebody: the second is how the rules of others say it. */
const WAKES = `${Severity.PAGE}|critical`;
const PAGES = like('severity', WAKES);
const NODE_GONE = [like('alertname', 'KubeNode(NotReady|Unreachable)'), like('node', '.+')];
const POD_GONE = [like('alertname', '.+Down'), like('pod', '.+')];

interface Cause {
  readonly sourceMatch: readonly object[];
  readonly targetMatch: readonly object[];
  readonly equal: readonly string[];
}

/** What has a cause is not said beside it, but for a page whose cause is in a ticket: nobody would be woken. Labels that both lack are equal to Alertmanager. */
function caused({ sourceMatch, targetMatch, equal }: Cause): Cause[] {
  return [
    { sourceMatch: [...sourceMatch, PAGES], targetMatch, equal },
    { sourceMatch, targetMatch: [...targetMatch, unlike('severity', WAKES)], equal },
  ];
}

/** What is not said since something else says it already. */
const INHIBITIONS: readonly Cause[] = [
  {
    // A page about something, and a ticket about the same.
    sourceMatch: [PAGES],
    targetMatch: [equal('severity', Severity.TICKET)],
    equal: ['alertname', 'namespace', 'engine_cluster', 'slo', 'pod'],
  },
  // A node that is gone takes its pods along.
  ...caused({ sourceMatch: NODE_GONE, targetMatch: [like('alertname', '.+Down')], equal: ['node'] }),
  // A pod that is gone has other symptoms too.
  ...caused({
    sourceMatch: POD_GONE,
    targetMatch: [like('engine', '.+'), unlike('alertname', '.+Down')],
    equal: ['namespace', 'engine_cluster', 'pod'],
  }),
];
