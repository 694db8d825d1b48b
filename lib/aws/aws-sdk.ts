import { compareReleases } from '../core/internal';

/** How an engine speaks to AWS. It decides how its pods may get credentials. */
export class AwsSdk {
  /** AWS SDK for Java 2: Hadoop 3.4 and later. */
  public static java2(version: string): AwsSdk {
    return new AwsSdk('AWS SDK for Java 2', version, '2.21.30');
  }

  /** AWS SDK for Java 1: Hadoop 3.3 and earlier, many builds of Hive and Presto. */
  public static java1(version: string): AwsSdk {
    // 1.12.596 was announced, and does not work: https://github.com/aws/aws-sdk-java/issues/3062
    return new AwsSdk('AWS SDK for Java 1', version, '1.12.746');
  }

  /** AWS SDK for C++: ClickHouse and Doris. */
  public static cpp(version: string): AwsSdk {
    return new AwsSdk('AWS SDK for C++', version, '1.11.263');
  }

  /** AWS SDK for Go 1. */
  public static go1(version: string): AwsSdk {
    return new AwsSdk('AWS SDK for Go 1', version, '1.47.11');
  }

  /** boto3. */
  public static boto3(version: string): AwsSdk {
    return new AwsSdk('boto3', version, '1.34.41');
  }

  /**
   * Whether it knows the agent of EKS that hands out credentials.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-minimum-sdk.html
   */
  public readonly knowsPodIdentity: boolean;

  private constructor(
    /** Which one. */
    public readonly name: string,
    /** Its version. */
    public readonly version: string,
    minimum: string,
  ) {
    this.knowsPodIdentity = compareReleases(version, minimum) >= 0;
  }
}
