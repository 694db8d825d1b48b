/** An image of your own: `registry.example.com/mirror/clickhouse-server`. */
export interface ContainerImage {
  /**
   * Its repository, and its tag where that is not the published image's: `registry.example.com/hadoop:3.4.3-ours`.
   * Where its first part is a host (`registry.example.com`, `localhost:5000`), the environment's mirror does not apply.
   */
  readonly image: string;
  /**
   * What it must be, whatever the tag says: `sha256:` and 64 hexadecimal digits.
   * @default - what the registry has under the tag
   */
  readonly digest?: string;
}

/** What a release of an engine is run from. */
export interface ReleaseOptions {
  /**
   * Images of your own, by component; the engine's version says which there are.
   * @default - the published images
   */
  readonly images?: Record<string, ContainerImage>;
  /**
   * The processors that all images are built for, as Kubernetes names them: `amd64`, `arm64`.
   * @default - those of the published images
   */
  readonly architectures?: string[];
}
