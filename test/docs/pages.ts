import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { checkout, matching } from '../gate/matching';
import { selfSigned } from '../helpers/certificate';

/** What the reader may have in a shell, and runs as it is. What is not here and not recorded is not found. */
const REAL = 'base64 bash cat cmp cut head ls md5sum mkdir openssl rm sed sh sort tail touch uniq'.split(' ');
const RECORDED = ['aws', 'grep', 'kubectl', 'npm', 'npx', 'presto-cli'];
const RECORDER = path.join(__dirname, 'recorder.sh');

/** All pages that tell people what to do. */
export const PAGES = [
  'README.md',
  'docs/*.md',
  'docs/*/*.md',
  'lib/*/README.md',
  'lib/*/runbooks/*.md',
  'examples/*/README.md',
]
  .flatMap((pattern) => matching(pattern))
  .sort();

/** The text of a page. */
export const textOf = (page: string) => fs.readFileSync(path.join(checkout, page), 'utf8');

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** The line of its fence. */
  readonly line: number;
  readonly language: string;
  readonly lines: string[];
}

/** The blocks of a page. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const [index, line] of textOf(page).split('\n').entries()) {
    const fence = /^ *```(\w*)/.exec(line);
    if (!fence) open?.lines.push(line);
    else if (open) open = void blocks.push(open);
    else open = { page, line: index + 1, language: fence[1], lines: [] };
  }
  return blocks;
}

/** A program as a block called it. */
export interface Call {
  /** Page and line. */
  readonly at: string;
  readonly argv: string[];
  /** Where the reader stood. */
  readonly folder: string;
}

/** What became of a page. */
export interface Run {
  /** What a reader would see fail; empty where all went well. */
  readonly failure: string;
  readonly calls: Call[];
}

/** The blocks of a page as one program, in which each line has the number that it has in the page. */
function programOf(page: string): string {
  const lines = [
    "set -Eeuo pipefail; trap 'export AT=$LINENO' DEBUG; trap 'echo \"ended with $?: $BASH_COMMAND\" >&2' ERR",
  ];
  for (const { line, lines: block } of blocksOf(page).filter(({ language }) => language === 'sh')) {
    for (const [index, text] of block.entries()) lines[line + index] = text;
  }
  return Array.from(lines, (line) => line ?? '').join('\n');
}

/** Runs what a page tells to run, in its order, in the real shell. */
export async function runPage(page: string, home: string): Promise<Run> {
  const folder = path.join(home, page.replaceAll('/', '-'));
  const bin = path.join(folder, 'bin');
  fs.mkdirSync(bin, { recursive: true });
  const where = (program: string) => ['/usr/bin', '/bin'].map((each) => path.join(each, program)).filter(fs.existsSync);
  for (const program of REAL) {
    const [file] = where(program);
    if (file) fs.symlinkSync(file, path.join(bin, program));
  }
  for (const program of RECORDED) fs.symlinkSync(RECORDER, path.join(bin, program));
  // A reader of an example stands in its folder.
  const work = path.join(folder, 'work');
  if (page.startsWith('examples/')) fs.cpSync(path.dirname(path.join(checkout, page)), work, { recursive: true });
  else fs.mkdirSync(work);
  fs.symlinkSync(path.join(checkout, 'node_modules'), path.join(work, 'node_modules'));
  const program = path.join(folder, path.basename(page));
  fs.writeFileSync(program, programOf(page));
  const record = path.join(folder, 'record');
  fs.writeFileSync(record, '');
  const env = {
    PATH: bin,
    HOME: folder,
    RECORD: record,
    CERTIFICATE: Buffer.from(selfSigned().cert).toString('base64'),
    CHECKOUT: checkout,
    REAL_PATH: process.env.PATH,
  };
  const failure = await new Promise<string>((done) =>
    execFile('/bin/bash', ['--noprofile', '--norc', program], { cwd: work, env }, (error, _, stderr) =>
      done(error ? stderr.replaceAll(program, page) || error.message : ''),
    ),
  );
  const calls = fs
    .readFileSync(record, 'utf8')
    .split('\0\x1e\0')
    .slice(0, -1)
    .map((call) => call.split('\0'))
    .map(([line, ...argv]) => ({ at: `${page}:${line}`, argv, folder: work }));
  return { failure, calls };
}
