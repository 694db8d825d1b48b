import { PartOf } from '../core';

/** The engine's folder and label. */
export const ENGINE = 'spark';

/** The title that alerts and runbooks begin with. */
export const TITLE = 'Spark';

/** The numeric user of Spark's images. */
export const USER = 185;

/** The names by which Spark finds its own container in a pod template. The operator passes no others on. */
export const DRIVER_CONTAINER = 'spark-kubernetes-driver';
export const EXECUTOR_CONTAINER = 'spark-kubernetes-executor';

/** What there are pods of. */
export const COMPONENTS = ['driver', 'executor', 'history-server', 'connect-server'] as const;

/** One of them. */
export type Component = (typeof COMPONENTS)[number];

/** The label of a pod and of an application that names its team, by which the operator's metrics are told apart. */
export const TEAM_LABEL = 'team';

/** The label that names the application: for all runs of a schedule the same. */
export const APPLICATION_LABEL = 'application';

/** The labels of a part of a platform or of an application. */
export function partOf(cluster: string, component: Component): PartOf {
  return { engine: ENGINE, cluster, component };
}

/** The operator, as its chart labels its pods. */
export const OPERATOR = {
  name: 'spark',
  podLabels: { 'app.kubernetes.io/name': 'spark-operator' },
};
