import * as fs from 'node:fs';
import * as path from 'node:path';
import { ImageFile, LabImage } from './image';

// eslint-disable-next-line @typescript-eslint/no-require-imports
const load = (file: string) => require(path.join(__dirname, file)) as { image?: ImageFile };

/** `hadoop` and `3.4.3` of `registry.example.com:5000/mirror/apache/hadoop:3.4.3@sha256:...`. */
function partsOf(reference: string): [repository: string, tag: string] {
  const [repository, tag = ''] = reference.split('/').pop()!.replace(/@.*$/, '').split(':');
  return [repository, tag];
}

/** Stands in for container images: those that have a file in this folder. */
export class LabImages {
  private readonly made: Record<string, LabImage> = {};
  private readonly files = fs
    .readdirSync(__dirname)
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .flatMap((file) => load(file).image ?? []);

  /** @param folder where images are made */
  public constructor(private readonly folder: string) {}

  /** The image of a reference. */
  public of(reference: string): LabImage {
    const [repository, tag] = partsOf(reference);
    const file = this.files.find((candidate) => candidate.repository === repository);
    if (!file) throw new Error(`the lab has no image ${reference}: a file of test/lab/images brings one`);
    return (this.made[`${repository}:${tag}`] ??= file.make(path.join(this.folder, `${repository}-${tag}`), tag));
  }
}
