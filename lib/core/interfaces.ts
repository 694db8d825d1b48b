import { IConstruct } from 'constructs';

/** Who pods are to a cloud: plain strings, so that permissions are attached on the cloud's side. */
export interface IIdentity {
  /** The namespace of the pods. */
  readonly namespaceName: string;
  /** The pods' service account. */
  readonly serviceAccountName: string;
}

/** A bucket of an object store that speaks S3. */
export interface IObjectStore {
  /** The bucket's name. */
  readonly bucketName: string;
  /** The region that the bucket lives in: `eu-central-1`. */
  readonly region: string;
  /**
   * The URL of the store, without the bucket: `https://s3.eu-central-1.amazonaws.com`.
   * Pods reach it on its port.
   */
  readonly endpoint: string;
}

/** One key of a Secret. */
export interface ISecret {
  /** The Secret's name, in the namespace of who reads it. */
  readonly secretName: string;
  /** The key that holds the value. */
  readonly key: string;
}

/** A workload whose number of pods something else may set. */
export interface IScalable extends IConstruct {
  /** `apps/v1` and the like. */
  readonly scaleApiVersion: string;
  /** `StatefulSet` and the like. */
  readonly scaleKind: string;
  /** The object's name. */
  readonly scaleName: string;
  /** From now on an autoscaler owns the number: the workload renders none of its own. */
  markAutoscaled(): void;
}
