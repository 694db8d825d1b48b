import { JOB_DIRECTORY } from './paths';

/** Where a program lies that is delivered with its application. */
const DELIVERED = `local://${JOB_DIRECTORY}/job.py`;

/** What a program is given. */
export interface JobOptions {
  /**
   * Its arguments.
   * @default - none
   */
  readonly arguments?: string[];
}

/** What a job is written in, as far as Spark starts it differently. */
export type JobLanguage = 'Python' | 'Scala' | 'Java';

interface JobSource {
  readonly language: JobLanguage;
  readonly uri: string;
  readonly mainClass?: string;
  readonly files?: Record<string, string>;
}

/** What an application runs. */
export class Job {
  /**
   * A Python program.
   *
   * @param uri where it lies: `local:///opt/jobs/nightly.py` in the image, `s3a://...`, `hdfs://...`
   */
  public static python(uri: string, options: JobOptions = {}): Job {
    return new Job({ language: 'Python', uri }, options);
  }

  /**
   * A Python program that is delivered with the application, in a ConfigMap: at most 1 MiB.
   *
   * @param source its text
   */
  public static pythonSource(source: string, options: JobOptions = {}): Job {
    return new Job({ language: 'Python', uri: DELIVERED, files: { 'job.py': source } }, options);
  }

  /**
   * A program for the JVM, in Java, Scala or Kotlin.
   *
   * @param uri where its jar lies
   * @param mainClass the class that has `main`
   */
  public static jar(uri: string, mainClass: string, options: JobOptions = {}): Job {
    return new Job({ language: 'Scala', uri, mainClass }, options);
  }

  /**
   * Statements of Spark SQL, one after the other. The first that fails ends the job. Rows that the last one returns are printed, 20 at most.
   *
   * @param statements one statement each, without a `;` at its end
   */
  public static sql(statements: string[]): Job {
    return new Job(
      {
        language: 'Python',
        uri: DELIVERED,
        files: { 'job.py': SQL_RUNNER, 'statements.json': JSON.stringify(statements) },
      },
      {},
    );
  }

  /**
   * Its arguments.
   *
   * @internal
   */
  public readonly _arguments: string[];

  private constructor(
    private readonly source: JobSource,
    { arguments: given = [] }: JobOptions,
  ) {
    this._arguments = [...given];
  }

  /** @internal */
  public get _language(): JobLanguage {
    return this.source.language;
  }

  /** @internal */
  public get _isPython(): boolean {
    return this.source.language === 'Python';
  }

  /** @internal */
  public get _uri(): string {
    return this.source.uri;
  }

  /** @internal */
  public get _mainClass(): string | undefined {
    return this.source.mainClass;
  }

  /**
   * Files that are delivered with it, by name.
   *
   * @internal
   */
  public get _files(): Record<string, string> | undefined {
    return this.source.files;
  }
}

const SQL_RUNNER = `import json
import os

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "statements.json")) as file:
    statements = json.load(file)
result = None
for number, statement in enumerate(statements, 1):
    print(f"statement {number} of {len(statements)}: {statement}", flush=True)
    result = spark.sql(statement)
if result is not None and result.columns:
    result.show(20, truncate=False)
spark.stop()
`;
