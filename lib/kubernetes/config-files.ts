import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { objectName } from '../core/internal';

/** Props of `ConfigFiles`. */
export interface ConfigFilesProps {
  /** The ConfigMap's name. */
  readonly name: string;
  /** File name to content. */
  readonly files: Record<string, string>;
  /**
   * Labels of the ConfigMap.
   * @default - none
   */
  readonly labels?: Record<string, string>;
}

/** Files that a program reads, in a ConfigMap. Pods that mount them roll when the content changes. */
export class ConfigFiles extends Construct {
  /** The ConfigMap's name. */
  public readonly configMapName: string;
  /** Changes with any file's name or content. */
  public readonly checksum: string;

  public constructor(scope: Construct, id: string, props: ConfigFilesProps) {
    super(scope, id);
    this.configMapName = objectName(this, props.name, { max: 253, because: 'a ConfigMap name has at most 253' });
    const hash = createHash('sha256');
    for (const [name, content] of Object.entries(props.files).sort(([a], [b]) => (a < b ? -1 : 1))) {
      hash.update(`${name}\0${content}\0`);
    }
    this.checksum = hash.digest('hex').slice(0, 16);
    new k8s.KubeConfigMap(this, 'Resource', {
      metadata: { name: this.configMapName, labels: props.labels },
      data: props.files,
    });
  }
}
