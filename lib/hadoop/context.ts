import { Configuration } from './configuration';
import { HadoopVersion } from './hadoop-version';
import { HadoopLayout } from './layout';

/** What every part of a cluster is made from. */
export interface HadoopContext {
  readonly name: string;
  readonly version: HadoopVersion;
  readonly layout: HadoopLayout;
  readonly configuration: Configuration;
}
