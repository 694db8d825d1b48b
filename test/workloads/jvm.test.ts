import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Size } from 'cdk8s';
import { quantityOf } from '../../lib/core/internal';
import {
  containerFlags,
  containerFor,
  heapFlags,
  javaSecurity,
  JAVA_SECURITY,
  jvmHeap,
  NO_HEAP_DUMP,
} from '../../lib/workloads/internal';
import { describeWithCommand } from '../helpers/authorities';

test.each([
  [Size.gibibytes(8), '6553Mi'],
  [Size.gibibytes(1), '819Mi'],
  [Size.mebibytes(512), '409Mi'],
])('a heap is 0.8 of its container', (memory, heap) => {
  expect(quantityOf(jvmHeap(memory))).toBe(heap);
});

test.each([1, 2, 13, 100, 409])(
  'a container for a heap of %d GiB gives one that is as large, and no GiB too much',
  (gibibytes) => {
    const container = containerFor(Size.gibibytes(gibibytes));
    expect(jvmHeap(container).toMebibytes()).toBeGreaterThanOrEqual(gibibytes * 1024);
    expect(jvmHeap(Size.gibibytes(container.toGibibytes() - 1)).toMebibytes()).toBeLessThan(gibibytes * 1024);
  },
);

describeWithCommand('java', 'the JVM', () => {
  let folder: string;

  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jvm-'));
    fs.writeFileSync(path.join(folder, JAVA_SECURITY), javaSecurity());
    fs.writeFileSync(
      path.join(folder, 'Asked.java'),
      `import java.security.Security;
public class Asked {
  public static void main(String[] words) {
    if (words.length == 0) {
      System.out.println(Security.getProperty("networkaddress.cache.ttl"));
      System.out.println(Security.getProperty("networkaddress.cache.negative.ttl"));
      System.out.println(Runtime.getRuntime().totalMemory() >> 20);
      System.out.println(Runtime.getRuntime().maxMemory() >> 20);
      return;
    }
    byte[][] much = new byte[1000][];
    try {
      for (int i = 0; i < 1000; i++) much[i] = new byte[16 << 20];
    } catch (OutOfMemoryError lingers) {
      System.out.println("lingers");
    }
  }
}
`,
    );
  });

  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const run = (...words: string[]) =>
    spawnSync(
      'java',
      [
        ...heapFlags(Size.mebibytes(96)),
        '-XX:+HeapDumpOnOutOfMemoryError',
        ...containerFlags(folder),
        NO_HEAP_DUMP,
        path.join(folder, 'Asked.java'),
        ...words,
      ],
      { cwd: folder, encoding: 'utf8' },
    );

  test('has all of its heap, and looks names up again', () => {
    const { stdout, stderr, status } = run();
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout.trim().split('\n')).toEqual(['30', '0', '96', '96']);
  });

  test('ends where it has no memory left, and writes no dump', () => {
    const { stdout, status } = run('much');
    expect(status).toBe(3);
    expect(stdout).not.toContain('lingers');
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.hprof'))).toEqual([]);
  });
});
