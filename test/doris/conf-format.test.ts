import { beConf } from '../../lib/doris/config/backend-conf';
import { confFile, SHELL_VARIABLE } from '../../lib/doris/config/conf-file';
import { feConf } from '../../lib/doris/config/frontend-conf';
import { faultOfText, faultOfVariable } from '../../lib/doris/config/values';
import { describeWithCommand } from '../helpers/authorities';
import { fullBackend, fullFrontend } from './conf-inputs';
import { asBackend, asFrontend, asShell } from './conf-readers';

/** Values that somebody may come up with, by names. */
const VALUES: Record<string, string> = {
  plain: 'SIZE-MB-1024',
  list: 'org.apache.doris.load,org.apache.doris.qe',
  json: '[{"path":"/cache","total_size":1024}]',
  paths: '/a,medium:SSD;/b,medium:HDD',
  equals: 'a=b',
  colon: 'a: b',
  hash: 'a #b',
  exclamation: '!a',
  quotes: `"a" and 'b'`,
  percent: '90%',
  unicode: 'größer',
  variable: '${NAME}/log',
  backslash: 'a\\tb',
  windows: 'C:\\users',
  escaped: 'a\\\\b',
  continued: 'a\\',
  lines: 'a\nb',
  carriage: 'a\rb',
  feed: 'a\fb',
  before: ' a',
  after: 'a ',
  empty: '',
};

describeWithCommand('java', 'files as Java reads them', () => {
  test('files are to Java what they are to C++', () => {
    const texts = [feConf(fullFrontend), beConf(fullBackend)].map(confFile);
    expect(asFrontend(texts)).toEqual(texts.map(asBackend));
  });

  test('values that would not mean the same to both are those that are refused', () => {
    const names = Object.keys(VALUES);
    // Each in a file of its own, since some of them swallow the next line.
    const texts = names.map((name) => confFile({ [name]: VALUES[name], next: 'x' }));
    const java = asFrontend(texts);
    const differing = names.filter((name, index) =>
      [java[index], asBackend(texts[index])].some((found) => found?.[name] !== VALUES[name] || found?.next !== 'x'),
    );
    expect(differing).toEqual(expect.arrayContaining(['backslash', 'windows', 'continued', 'lines', 'before']));
    const passing = names.filter((name) => faultOfText(name, VALUES[name]) === undefined);
    expect(differing.filter((name) => passing.includes(name))).toEqual([]);
    expect(passing).toEqual(expect.arrayContaining(['plain', 'list', 'json', 'paths', 'equals', 'hash', 'quotes']));
  });
});

describe('variables as a shell reads them', () => {
  /** What a shell has of a value, with two variables of its own. */
  const read = (value: string) => {
    const { A_B } = asShell(confFile({ A_B: value, NEXT: 'x' }), { HOME_OF: '/opt', N: '1' });
    return A_B;
  };

  test.each([
    ['-Xmx1g -Dx=a,b:c', '-Xmx1g -Dx=a,b:c'],
    ['-Xlog:gc*,safepoint:file=/log/gc.log:time', '-Xlog:gc*,safepoint:file=/log/gc.log:time'],
    ['two  blanks', 'two  blanks'],
    ['$HOME_OF/log ${HOME_OF}/conf', '/opt/log /opt/conf'],
    ['percpu_arena:percpu,prof:true', 'percpu_arena:percpu,prof:true'],
  ])('%s is let through, and read as %s', (value, expected) => {
    expect(faultOfVariable('A_B', value)).toBeUndefined();
    expect(read(value)).toBe(expected);
  });

  test.each([
    '$(id)',
    '`id`',
    'a"b',
    'a\\b',
    'a"; id; "',
    'a\nb',
    ' a',
    '$',
    '$1',
    '${',
    '${N',
    '${N:-x}',
    'a|b',
    'a&b',
    'a>b',
  ])('%j is refused', (value) => expect(faultOfVariable('A_B', value)).toBeDefined());

  test('a file without a line feed at its end would lose its last variable', () => {
    expect(asShell(confFile({ A: 'x', B: 'y' }))).toEqual({ A: 'x', B: 'y' });
    expect(asShell(confFile({ A: 'x', B: 'y' }).trimEnd())).toEqual({ A: 'x' });
  });

  test('no key is taken for a variable', () => {
    expect(asShell(confFile({ lower_case: '$(id)', LZ4_HC_compression_level: '9' }))).toEqual({});
    expect(SHELL_VARIABLE.test('LZ4_HC_compression_level')).toBe(false);
  });
});
