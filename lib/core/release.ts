import { ReleaseOptions } from './release-options';

/** What the publisher offers. */
export interface PublishedRelease {
  /** Repositories of the images, by component: `clickhouse/clickhouse-server`. One with a tag has releases of its own. */
  readonly images: Record<string, string>;
  /** The processors that they are built for. */
  readonly architectures: string[];
}

/** An image to pull. */
export interface ReleaseImage {
  readonly image: string;
  /** Whether the environment's mirror is put before it. */
  readonly mirrored: boolean;
}

const WELL_FORMED = /^\d+(\.\d+){2,3}(-[a-z0-9.]+)?$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** A release of an engine: its number, and where its images come from. */
export class Release {
  /** The processors that the images are built for. */
  public readonly architectures: string[];

  public constructor(
    /** The release, which is the tag of the published images: `3.4.3`. */
    public readonly text: string,
    private readonly options: ReleaseOptions,
    private readonly published: PublishedRelease,
  ) {
    this.architectures = [...(options.architectures ?? published.architectures)];
  }

  /** Whether it names one release in full, as `latest` and `26.3` do not. */
  public get isWellFormed(): boolean {
    return WELL_FORMED.test(this.text);
  }

  /** What is wrong with the images of one's own, as texts for a message. */
  public get faultyImages(): string[] {
    const components = Object.keys(this.published.images);
    return Object.entries(this.options.images ?? {}).flatMap(([component, { image, digest }]) => [
      ...(components.includes(component) ? [] : [`one for '${component}' where there are ${components.join(', ')}`]),
      ...(digest === undefined || DIGEST.test(digest) ? [] : [`the digest '${digest}' for ${component}`]),
      ...(/^[^\s@]+$/.test(image) ? [] : [`'${image}' for ${component}`]),
    ]);
  }

  /** Whether it is a release or a later one: `isAtLeast(26, 3)`. False where its text holds no numbers. */
  public isAtLeast(...numbers: number[]): boolean {
    return compareReleases(this.text, numbers.join('.')) >= 0;
  }

  /** The image of a component. */
  public image(component: string): ReleaseImage {
    const published = this.published.images[component];
    const own = this.options.images?.[component];
    const tag = tagOf(published) ?? this.text;
    const tagged = (image: string) => (tagOf(image) === undefined ? `${image}:${tag}` : image);
    if (!own) return { image: tagged(published), mirrored: true };
    return {
      image: own.digest ? `${own.image}@${own.digest}` : tagged(own.image),
      mirrored: !namesRegistry(own.image),
    };
  }
}

/**
 * Which of two releases is the later one: positive where it is the first, 0 where both are the same as far as the second goes.
 * NaN, which is neither, where the first holds no numbers there.
 */
export function compareReleases(release: string, other: string): number {
  const [left, right] = [release, other].map((text) => text.split(/[.-]/).map(Number));
  for (const [index, part] of right.entries()) {
    const difference = (left[index] ?? 0) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}

function tagOf(image: string): string | undefined {
  return /:([^/]*)$/.exec(image)?.[1];
}

/** As container runtimes read a reference. */
function namesRegistry(image: string): boolean {
  const [first, ...rest] = image.split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
}
