import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { Probe } from '../../kubernetes';
import { YarnConfigurationInput } from '../config/configuration';
import { DaemonSizing } from '../hadoop-sizing';
import { PORTS } from '../ports';
import { HadoopContext } from './context';
import { daemonContainer } from './daemon';
import { HadoopPart } from './hadoop-part';

const INFO = '/ws/v1/history/info';

/** Who says what happened to MapReduce's jobs, and shows logs of ended applications. What it knows lies in HDFS. */
export class HistoryServer extends HadoopPart {
  public constructor(
    scope: Construct,
    id: string,
    context: HadoopContext,
    input: { sizing: DaemonSizing; yarn: YarnConfigurationInput },
  ) {
    const ports = [PORTS.history, PORTS.historyHttp];
    super(scope, id, context, 'historyserver', ports);
    this.members({
      replicas: 1,
      nodeClass: NodeClass.DRIVER,
      containers: [
        daemonContainer({
          ...this.containersOf(this.files(context.configuration.historyServer(input.yarn))),
          name: 'historyserver',
          command: ['mapred', 'historyserver'],
          optionsVariable: 'MAPRED_HISTORYSERVER_OPTS',
          sizing: input.sizing,
          ports,
          // It starts only when HDFS can be written.
          startup: Probe.httpGet(INFO, PORTS.historyHttp.name, { period: Duration.seconds(5), failureThreshold: 120 }),
          liveness: Probe.httpGet(INFO, PORTS.historyHttp.name, { failureThreshold: 6 }),
          readiness: Probe.httpGet(INFO, PORTS.historyHttp.name, { period: Duration.seconds(5) }),
        }),
      ],
    });
  }
}
