import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectLabels } from '../../core/internal';
import { ConfigFiles } from '../../kubernetes';
import { namespaceOf } from '../../kubernetes/internal';
import { partOf } from '../components';

/** The files of a file system's clients, in the namespace of those clients. */
export class ClientFiles extends ConfigFiles {
  /**
   * Those in the namespace of a scope's chart: made once in a tree, whoever asks and however often.
   *
   * @returns the ConfigMap's name
   */
  public static in(scope: IConstruct, cluster: string, files: Record<string, string>): string {
    const name = `${cluster}-file-system`;
    const namespaceName = namespaceOf(scope);
    const made = scope.node.root.node
      .findAll()
      .some((node) => node instanceof ClientFiles && node.holds(name, namespaceName, files));
    return made ? name : new ClientFiles(Chart.of(scope), name, cluster, files).configMapName;
  }

  private constructor(
    scope: Chart,
    name: string,
    cluster: string,
    private readonly files: Record<string, string>,
  ) {
    super(scope, name, { name, labels: objectLabels(partOf(cluster, 'client')), files });
  }

  private holds(name: string, namespaceName: string, files: Record<string, string>): boolean {
    return (
      this.configMapName === name &&
      namespaceOf(this) === namespaceName &&
      JSON.stringify(this.files) === JSON.stringify(files)
    );
  }
}
