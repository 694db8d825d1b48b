import { Properties } from '../../kubernetes/internal';
import { PORTS } from '../ports';

/**
 * The HTTP gateway's own.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-hdfs-httpfs/httpfs-default.html
 */
export function httpFsSite(): Properties {
  return {
    'httpfs.http.hostname': '0.0.0.0',
    'httpfs.http.port': PORTS.httpFs.port,
  };
}
