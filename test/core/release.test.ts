import { ReleaseOptions } from 'bigdata-constructs';
import { compareReleases, Release } from '../../lib/core/release';

const PUBLISHED = { images: { server: 'clickhouse/clickhouse-server' }, architectures: ['amd64', 'arm64'] };
const DIGEST = `sha256:${'0a'.repeat(32)}`;

function release(text: string, options: ReleaseOptions = {}): Release {
  return new Release(text, options, PUBLISHED);
}

function own(image: string, digest?: string): ReleaseOptions {
  return { images: { server: { image, digest } } };
}

describe('a release', () => {
  test.each([
    ['26.3.35.3', true],
    ['3.4.3', true],
    ['3.4.3-lean', true],
    ['26.3', false],
    ['latest', false],
    ['3.4.x', false],
    ['3.4.3 ', false],
  ])('%s names one in full: %s', (text, expected) => {
    expect(release(text).isWellFormed).toBe(expected);
  });

  test.each([
    ['3.4.3', [3, 4, 0], true],
    ['3.4.3', [3, 4, 3], true],
    ['3.10.0', [3, 9], true],
    ['3.4.3', [3, 4, 4], false],
    ['3.4.3-lean', [3, 4, 3], true],
    ['4.0.0', [3, 9, 9], true],
    ['26.3', [26, 3, 1], false],
    ['latest', [3], false],
  ])('%s is at least %j: %s', (text, numbers, expected) => {
    expect(release(text).isAtLeast(...numbers)).toBe(expected);
  });

  test('has the published images, through the mirror', () => {
    expect(release('26.3.35.3').image('server')).toEqual({
      image: 'clickhouse/clickhouse-server:26.3.35.3',
      mirrored: true,
    });
    expect(release('26.3.35.3').architectures).toEqual(['amd64', 'arm64']);
  });

  test.each([
    [own('registry.example.com/clickhouse'), 'registry.example.com/clickhouse:26.3.35.3', false],
    [own('localhost/clickhouse:ours'), 'localhost/clickhouse:ours', false],
    [own('registry:5000/clickhouse'), 'registry:5000/clickhouse:26.3.35.3', false],
    [own('acme/clickhouse:26.3-ours'), 'acme/clickhouse:26.3-ours', true],
    [own('clickhouse:26.3-ours'), 'clickhouse:26.3-ours', true],
    [own('acme/clickhouse', DIGEST), `acme/clickhouse@${DIGEST}`, true],
    [own('acme/clickhouse:26.3-ours', DIGEST), `acme/clickhouse:26.3-ours@${DIGEST}`, true],
  ])('%j is pulled as %s, mirrored: %s', (options, image, mirrored) => {
    expect(release('26.3.35.3', options).image('server')).toEqual({ image, mirrored });
  });

  test('leaves an image that has releases of its own at its own', () => {
    const tool = (options: ReleaseOptions = {}) =>
      new Release('3.4.3', options, { images: { tool: 'public.ecr.aws/acme/tool:2.31' }, architectures: [] }).image(
        'tool',
      );
    expect(tool()).toEqual({ image: 'public.ecr.aws/acme/tool:2.31', mirrored: true });
    expect(tool({ images: { tool: { image: 'ours/tool' } } }).image).toBe('ours/tool:2.31');
    expect(tool({ images: { tool: { image: 'ours/tool:3' } } }).image).toBe('ours/tool:3');
  });

  test('runs on the processors that are given', () => {
    expect(release('26.3.35.3', { architectures: ['arm64'] }).architectures).toEqual(['arm64']);
  });

  test('tells what is wrong with images', () => {
    expect(release('26.3.35.3', own('acme/clickhouse', DIGEST)).faultyImages).toEqual([]);
    expect(release('26.3.35.3', own('acme/clickhouse', 'sha256:1')).faultyImages).toEqual([
      "the digest 'sha256:1' for server",
    ]);
    expect(release('26.3.35.3', own(`acme/clickhouse@${DIGEST}`)).faultyImages).toHaveLength(1);
    expect(release('26.3.35.3', { images: { sever: { image: 'a/b' } } }).faultyImages).toEqual([
      "one for 'sever' where there are server",
    ]);
  });
});

test.each([
  ['1.36', '1.35', 1],
  ['1.9', '1.10', -1],
  ['1.35.2', '1.35', 0],
  ['1', '1.2', -2],
])('%s against %s', (left, other, expected) => {
  expect(compareReleases(left, other)).toBe(expected);
});
