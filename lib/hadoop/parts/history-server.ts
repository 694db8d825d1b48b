import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { YarnConfigurationInput } from '../config/configuration';
import { DaemonSizing } from '../hadoop-sizing';
import { PORTS } from '../ports';
import { HadoopContext } from './context';
import { webProbes } from './daemon';
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
        this.daemon({
          name: 'historyserver',
          config: this.config(context.configuration.historyServer(input.yarn)),
          domain: this.domain,
          command: ['mapred', 'historyserver'],
          optionsVariable: 'MAPRED_HISTORYSERVER_OPTS',
          sizing: input.sizing,
          ports,
          // It starts only when HDFS can be written.
          ...webProbes(INFO, PORTS.historyHttp, 120),
        }),
      ],
    });
  }
}
