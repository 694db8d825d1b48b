import { NetworkPort } from '../core';
import { CERTIFICATES } from './paths';

/**
 * What Hadoop's daemons listen on. Every port is Hadoop's default, but for the NodeManager's own, which is any free one there: an address
 * that changes with each start cannot be recovered.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-common/yarn-default.xml
 */
export const PORTS = {
  nameNodeRpc: { name: 'rpc', port: 8020 },
  nameNodeHttp: { name: 'http', port: 9870 },
  nameNodeHttps: { name: 'https', port: 9871 },
  zkfc: { name: 'zkfc', port: 8019 },
  journalRpc: { name: 'rpc', port: 8485 },
  journalHttp: { name: 'http', port: 8480 },
  journalHttps: { name: 'https', port: 8481 },
  data: { name: 'data', port: 9866 },
  dataIpc: { name: 'ipc', port: 9867 },
  dataHttp: { name: 'http', port: 9864 },
  dataHttps: { name: 'https', port: 9865 },
  resourceScheduler: { name: 'scheduler', port: 8030 },
  resourceTracker: { name: 'tracker', port: 8031 },
  resourceClient: { name: 'client', port: 8032 },
  resourceAdmin: { name: 'admin', port: 8033 },
  resourceHttp: { name: 'http', port: 8088 },
  containerManager: { name: 'containers', port: 45454 },
  localizer: { name: 'localizer', port: 8040 },
  nodeHttp: { name: 'http', port: 8042 },
  shuffle: { name: 'shuffle', port: 13562 },
  history: { name: 'rpc', port: 10020 },
  historyHttp: { name: 'http', port: 19888 },
  httpFs: { name: 'http', port: 14000 },
} as const;

/** How the web servers of HDFS are asked. */
export interface HdfsWeb {
  readonly scheme: 'http' | 'https';
  readonly nameNode: NetworkPort;
  readonly dataNode: NetworkPort;
  readonly journalNode: NetworkPort;
  /** Asks one of another pod. */
  readonly curl: string;
  /** Asks the pod's own: no certificate is good for `localhost`. */
  readonly ownCurl: string;
}

/** Plain text, or TLS. */
export function hdfsWeb(tls: boolean): HdfsWeb {
  return tls
    ? {
        scheme: 'https',
        nameNode: PORTS.nameNodeHttps,
        dataNode: PORTS.dataHttps,
        journalNode: PORTS.journalHttps,
        curl: `curl --cacert ${CERTIFICATES}/ca.crt`,
        ownCurl: 'curl -k',
      }
    : {
        scheme: 'http',
        nameNode: PORTS.nameNodeHttp,
        dataNode: PORTS.dataHttp,
        journalNode: PORTS.journalHttp,
        curl: 'curl',
        ownCurl: 'curl',
      };
}
