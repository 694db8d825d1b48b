import { Environment, kubernetes, operators } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { Controlled, KueuePrograms, SparkPrograms } from '../helpers/authorities';
import { KubeClient, KubeObject } from '../helpers/kube-client';
import { Kueue } from '../helpers/kueue';
import { until } from '../helpers/process';
import { SparkOperator } from '../helpers/spark-operator';

const OPERATOR = 'spark-operator';
/** The namespace of the team. */
export const NAMESPACE = 'etl';

/** What our chart of Kueue is told. */
function values() {
  const app = new App();
  Environment.attach(app, { name: 'test', zones: ['a', 'b', 'c'] });
  const chart = new kubernetes.NamespaceChart(app, 'kueue-system');
  return new operators.Kueue(chart, 'kueue', { monitors: false }).release.values;
}

interface Part {
  readonly nodeSelector?: object;
  readonly tolerations?: object[];
}

/** An application, as the operator and Kueue keep it. */
export interface Application extends KubeObject {
  readonly spec: {
    readonly suspend?: boolean;
    readonly driver: Part;
    readonly executor: Part & { readonly instances: number };
  };
  readonly status?: {
    readonly applicationState?: { readonly state: string; readonly errorMessage?: string };
    readonly submissionID?: string;
    readonly submissionAttempts?: number;
    readonly executionAttempts?: number;
    readonly terminationTime?: string | null;
  };
}

interface Assignment {
  readonly name: string;
  readonly flavors: Record<string, string>;
  readonly resourceUsage: Record<string, string>;
}

/** What Kueue makes of an application. */
export interface Workload extends KubeObject {
  readonly status?: {
    readonly conditions?: { readonly type: string; readonly status: string; readonly message: string }[];
    readonly admission?: { readonly clusterQueue: string; readonly podSetAssignments: Assignment[] };
  };
}

export const isApplication = ({ kind }: KubeObject): boolean => kind.endsWith('SparkApplication');

/** Kueue and the operator of Spark beside an API server of their own, which has all of a team but its applications. */
export class QueuedTeam {
  /**
   * Starts all of them.
   *
   * @param objects what is rendered of a team in the namespace `etl`, whose applications are left out
   */
  public static async start(
    authority: Controlled & { readonly spark: SparkPrograms },
    programs: KueuePrograms,
    objects: KubeObject[],
  ): Promise<QueuedTeam> {
    const kueue = await Kueue.start(programs, values());
    try {
      const { api, access } = kueue;
      const known = /^(v1|rbac|networking|kueue|scheduling)/;
      const ready = objects.filter((object) => !isApplication(object) && known.test(object.apiVersion));
      for (const object of ready.filter(({ kind }) => kind === 'Namespace')) await api.apply(object);
      for (const object of ready) await api.apply(object);
      await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: OPERATOR } });
      const operator = await SparkOperator.start(
        { ...authority, api, access },
        {
          namespace: OPERATOR,
          values: { spark: { jobNamespaces: [NAMESPACE], serviceAccount: { create: false }, rbac: { create: false } } },
        },
      );
      return new QueuedTeam(kueue, operator);
    } catch (error) {
      await kueue.stop();
      throw error;
    }
  }

  public readonly api: KubeClient;

  private constructor(
    public readonly kueue: Kueue,
    public readonly operator: SparkOperator,
  ) {
    this.api = kueue.api;
  }

  /** An application of the team, where it is there. */
  public async application(name: string): Promise<Application | undefined> {
    const object = {
      apiVersion: 'sparkoperator.k8s.io/v1beta2',
      kind: 'SparkApplication',
      metadata: { name, namespace: NAMESPACE },
    };
    return (await this.api.get(object)) as Application | undefined;
  }

  /** What the operator says of an application. */
  public async stateOf(name: string): Promise<string | undefined> {
    return (await this.application(name))?.status?.applicationState?.state;
  }

  /** Waits until the operator says this of an application. */
  public async reaches(name: string, state: string): Promise<void> {
    await until(async () => (await this.stateOf(name)) === state, 90);
    expect([name, await this.stateOf(name)]).toEqual([name, state]);
  }

  /** What Kueue makes of an application. */
  public async workloadOf(name: string): Promise<Workload | undefined> {
    return ((await this.api.list('kueue.x-k8s.io/v1beta2', 'Workload', NAMESPACE)) as Workload[]).find(({ metadata }) =>
      (metadata.ownerReferences as { name: string }[]).some((owner) => owner.name === name),
    );
  }

  /** Whether a condition of a workload holds, as it says itself. */
  public async holds(name: string, type: string): Promise<string | undefined> {
    return (await this.workloadOf(name))?.status?.conditions?.find((condition) => condition.type === type)?.status;
  }

  /** The kubelet's part: the driver of an application runs. */
  public async driverRuns(name: string): Promise<void> {
    await this.sayOfDriver(name, 'Running', { running: {} });
    await this.reaches(name, 'RUNNING');
  }

  /** The kubelet's part: the driver of an application has ended well. */
  public async driverEnds(name: string): Promise<void> {
    await this.sayOfDriver(name, 'Succeeded', { terminated: { exitCode: 0, reason: 'Completed' } });
    await this.reaches(name, 'COMPLETED');
  }

  /** The kubelet's part: the driver of an application was killed. */
  public async driverIsKilled(name: string): Promise<void> {
    await this.sayOfDriver(name, 'Failed', { terminated: { exitCode: 137, reason: 'OOMKilled' } });
  }

  /** Ends all of them. */
  public async stop(): Promise<void> {
    await this.operator.stop();
    await this.kueue.stop();
  }

  private async sayOfDriver(name: string, phase: string, state: object): Promise<void> {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: `${name}-driver`, namespace: NAMESPACE } };
    const status = { name: 'spark-kubernetes-driver', image: '', imageID: '', ready: false, restartCount: 0, state };
    await this.api.setStatus(pod, { phase, containerStatuses: [status] });
  }
}
