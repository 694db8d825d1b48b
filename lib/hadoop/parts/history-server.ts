import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, NodeClass } from '../../core';
import { objectLabels } from '../../core/internal';
import { ConfigFiles, DisruptionBudget, Probe, StatefulSet } from '../../kubernetes';
import { memberDomain } from '../../kubernetes/internal';
import { partOf, USER } from '../components';
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
    super(scope, id, context, 'historyserver', [PORTS.history, PORTS.historyHttp]);
    const part = partOf(context.name, 'historyserver');
    const config = new ConfigFiles(this, 'Files', {
      name: this.partName,
      labels: objectLabels(part),
      files: context.configuration.historyServer(input.yarn),
    });
    new StatefulSet(this, 'Set', {
      name: this.partName,
      partOf: part,
      replicas: 1,
      user: USER,
      architectures: [context.version._architecture],
      nodeClass: NodeClass.DRIVER,
      identity: this.identity,
      containers: [
        daemonContainer({
          name: 'historyserver',
          version: context.version,
          command: ['mapred', 'historyserver'],
          optionsVariable: 'MAPRED_HISTORYSERVER_OPTS',
          sizing: input.sizing,
          config,
          domain: memberDomain(Environment.of(this), context.layout.namespaceName, this.partName),
          ports: [PORTS.history, PORTS.historyHttp],
          // It starts only when HDFS can be written.
          startup: Probe.httpGet(INFO, PORTS.historyHttp.name, { period: Duration.seconds(5), failureThreshold: 120 }),
          liveness: Probe.httpGet(INFO, PORTS.historyHttp.name, { failureThreshold: 6 }),
          readiness: Probe.httpGet(INFO, PORTS.historyHttp.name, { period: Duration.seconds(5) }),
        }),
      ],
    });
    new DisruptionBudget(this, 'Budget', { name: this.partName, partOf: part, members: 1 });
  }
}
