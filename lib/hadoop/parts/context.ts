import { Configuration } from '../config/configuration';
import { HadoopVersion } from '../hadoop-version';
import { ClusterCredentials } from '../kerberos';
import { HadoopLayout } from '../layout';
import { ResolvedHadoop } from '../resolve';

/** What every part of a cluster is made from. */
export interface HadoopContext {
  readonly name: string;
  readonly version: HadoopVersion;
  /** The release line that may come. Default: the one that is there. */
  readonly acknowledgedRelease?: string;
  readonly layout: HadoopLayout;
  readonly configuration: Configuration;
  /** Who its pods are to one another. */
  readonly credentials: ClusterCredentials;
  /** What its pods, their files and their JVMs have besides. */
  readonly overrides: Pick<ResolvedHadoop['overrides'], 'files' | 'jvm' | 'pods'>;
}
