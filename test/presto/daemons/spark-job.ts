import { services, spark } from 'bigdata-constructs';
import { find } from '../../helpers/synth';
import { Lab } from '../../lab/lab';
import { PodSpec } from '../../lab/manifest';
import { scheduled } from '../../spark/clusters';

/** What an application is told and run with. */
export interface SparkJobOptions {
  /** Where tables lie that say no place of their own. */
  readonly warehouse: spark.SparkLocation;
  /** Where it finds tables. */
  readonly catalogs: Record<string, services.Catalog>;
  /**
   * The image, whose tag is the release.
   * @default - registry.example.com/spark-cloud:4.1.2
   */
  readonly image?: string;
  /**
   * The ConfigMap of a file system's clients.
   * @default - none
   */
  readonly hadoop?: string;
}

/** Runs a program as an application of a SparkTeam, in one JVM, with what is rendered of the catalogs; gives what it printed. */
export async function runSparkJob(lab: Lab, program: string, options: SparkJobOptions): Promise<string> {
  const { warehouse, catalogs, image = 'registry.example.com/spark-cloud:4.1.2', hadoop } = options;
  const version = spark.SparkVersion.of(image.split(':')[1], { images: { spark: { image } } });
  const made = scheduled({}, { platform: { version, warehouse }, team: { catalogs } });
  const { template } = find(made.objects(), 'ScheduledSparkApplication', 'nightly').spec as {
    template: { sparkConf: Record<string, string> };
  };
  const conf = Object.entries(template.sparkConf).filter(([key]) => /^spark\.(sql|hadoop)\./.test(key));
  lab.configMaps.job = { 'job.py': program };
  const spec: PodSpec = {
    containers: [
      {
        name: 'spark',
        image,
        command: ['sleep', 'infinity'],
        env: [
          { name: 'HADOOP_CONF_DIR', value: '/etc/hadoop/conf' },
          { name: 'HADOOP_USER_NAME', value: 'spark' },
        ],
        volumeMounts: [
          { name: 'job', mountPath: '/job' },
          ...(hadoop ? [{ name: 'hadoop', mountPath: '/etc/hadoop/conf' }] : []),
        ],
      },
    ],
    volumes: [
      { name: 'job', configMap: { name: 'job' } },
      ...(hadoop ? [{ name: 'hadoop', configMap: { name: hadoop } }] : []),
    ],
  };
  const pod = lab.startPod({ name: 'spark', namespace: 'ns', spec });
  await lab.until('the pod of Spark runs', () => Promise.resolve(pod.container().running));
  const given = conf.flatMap(([key, value]) => ['--conf', `${key}=${value}`]);
  const submit = ['/opt/spark/bin/spark-submit', '--master', 'local[1]', '--driver-memory', '600m', ...given];
  const { code, output } = await pod.exec([...submit, '/job/job.py']);
  if (code !== 0) throw new Error(output);
  return output;
}
