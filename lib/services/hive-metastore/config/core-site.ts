import { IObjectStore } from '../../../core';
import { isInAws } from '../../../core/internal';
import { hadoopXml } from '../../../kubernetes/internal';

/** EKS Pod Identity, or what else tells a pod's programs who they are over HTTP. Of one name in both lines of Hadoop. */
const IDENTITY = 'org.apache.hadoop.fs.s3a.auth.IAMInstanceCredentialsProvider';

/**
 * core-site.xml, for a warehouse in an object store: whose folders are made with the pod's own identity, or, in stores that know none, with the keys of
 * its environment.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-aws/tools/hadoop-aws/index.html
 */
export function storeCoreSite(store: IObjectStore): string {
  const { bucketName, region, endpoint } = store;
  const own = isInAws(store);
  const key = (name: string) => `fs.s3a.bucket.${bucketName}.${name}`;
  return hadoopXml({
    'fs.s3a.aws.credentials.provider': own
      ? IDENTITY
      : 'software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider',
    [key('endpoint')]: endpoint,
    [key('endpoint.region')]: region,
    ...(own ? {} : { [key('path.style.access')]: true }),
  });
}
