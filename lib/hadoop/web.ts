import { NetworkPort } from '../core';
import { CERTIFICATES } from './paths';
import { PORTS } from './ports';

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
