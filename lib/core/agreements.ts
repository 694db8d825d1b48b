/**
 * What charts in `operators/` set up and objects of engines rely on. It stands here because neither folder imports the other.
 */

/**
 * How the Spark operator ends the names of a schedule's runs, after a dash: seconds since 1970, ten digits until 2286. Minutes would be shorter, and
 * the same for two runs of `@every 30s`.
 *
 * @see https://github.com/kubeflow/spark-operator/blob/v2.5.2/internal/controller/scheduledsparkapplication/controller.go
 */
export const SPARK_RUN = { precision: 'seconds', digits: 10 };

/**
 * The labels of applications that series of the Spark operator carry beside the namespace. It can name no key with a dot or slash, and knows an
 * application without the label as `Unknown`.
 */
export const SPARK_SERIES_LABELS = ['team'];

/** The labels of namespaces whose applications Kueue queues. */
export const KUEUE_NAMESPACE = { 'bigdata-constructs.io/queueing': 'kueue' };
