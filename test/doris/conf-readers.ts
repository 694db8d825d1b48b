import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** What somebody finds in a file. */
export type Found = Record<string, string>;

/** A folder that is gone afterwards. */
function inFolder<T>(use: (folder: string) => T): T {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'doris-conf-'));
  try {
    return use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/**
 * As backends and the meta service read a file: a line each, without blanks at its ends, parted at the first `=`; `#` begins a comment, and nothing else has
 * a meaning.
 */
export function asBackend(text: string): Found {
  const lines = text.split('\n').map((line) => line.trim());
  return Object.fromEntries(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line): [string, string] => {
        const [name, ...rest] = line.split('=');
        return [name.trim(), rest.join('=').trim()];
      }),
  );
}

const PROPERTIES = `
import java.io.FileReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;

public class Read {
  public static void main(String[] files) throws Exception {
    for (String file : files) {
      Properties found = new Properties();
      try (FileReader reader = new FileReader(file, StandardCharsets.UTF_8)) {
        found.load(reader);
        for (String name : found.stringPropertyNames()) {
          System.out.print(encoded(name) + " " + encoded(found.getProperty(name)) + ",");
        }
        System.out.println();
      } catch (IllegalArgumentException refused) {
        System.out.println("refused");
      }
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
`;

/** As frontends read files: Java's own properties. Undefined where it refuses one. */
export function asFrontend(texts: string[]): (Found | undefined)[] {
  const decoded = (word: string) => Buffer.from(word, 'base64').toString();
  return inFolder((folder) => {
    const program = path.join(folder, 'Read.java');
    fs.writeFileSync(program, PROPERTIES);
    const files = texts.map((text, index) => {
      const file = path.join(folder, `${index}.conf`);
      fs.writeFileSync(file, text);
      return file;
    });
    const answer = execFileSync('java', ['-Xmx64m', program, ...files], { encoding: 'utf8' });
    const pair = (words: string) => words.split(' ').map(decoded) as [string, string];
    return answer
      .trimEnd()
      .split('\n')
      .map((line) =>
        line === 'refused'
          ? undefined
          : Object.fromEntries(
              line
                .split(',')
                .filter((words) => words !== '')
                .map(pair),
            ),
      );
  });
}

/**
 * A shell that carries out the lines of names in capital letters, as start scripts let it, and says what it then has. A last line without a line feed is
 * none.
 */
const SHELL = `
while read -r line; do
  line=$(sed -E 's/[[:blank:]]*=[[:blank:]]*/=/' <<< "$line")
  [[ $line =~ ^[[:upper:]]([[:upper:]]|_|[[:digit:]])*= ]] || continue
  printf '%s=%s\\0' "\${line%%=*}" "$(eval "echo \${line#*=}")"
done < "$1"
`;

/** As start scripts read a file. */
export function asShell(text: string, variables: Found = {}): Found {
  return inFolder((folder) => {
    const file = path.join(folder, 'a.conf');
    fs.writeFileSync(file, text);
    const env = { PATH: process.env.PATH, ...variables };
    const options = { encoding: 'utf8', env, cwd: folder } as const;
    const answer = execFileSync('bash', ['--norc', '-c', SHELL, 'bash', file], options);
    const found = answer.split('\0').filter((line) => line !== '');
    return Object.fromEntries(
      found.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  });
}
