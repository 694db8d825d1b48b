import { Checks, placed, Placed, Rule } from '../../core/internal';
import { SHELL_VARIABLE } from './conf-file';
import { isSecret, RISKS, whoSays } from './held-settings';
import { ConfFile, knownKeys, keyTable } from './known/known-keys';
import { faultOfText, faultOfValue, faultOfVariable } from './values';

/** Settings that somebody gave for a file. */
export interface GivenConf {
  readonly file: ConfFile;
  /** Where they stand: `overrides.frontend`. */
  readonly place: string;
  readonly settings: Record<string, string>;
}

/** What the checks on settings and on options of JVMs look at. */
export interface ConfInput {
  readonly given: GivenConf[];
  /** Options of JVMs. */
  readonly flags: Placed<string>[];
  /** The release line: `4.1`. */
  readonly line: string;
  readonly unknownSettings: readonly string[];
  readonly riskySettings: readonly string[];
}

/** A setting with where it stands. */
interface Setting {
  readonly file: ConfFile;
  readonly place: string;
  readonly name: string;
  readonly value: string;
}

const check = new Checks<ConfInput>();

/** Sizes of a JVM that follow from the container's. */
const HEAP = /^-(Xm[sx]|XX:(MaxHeapSize|InitialHeapSize|(Max|Initial|Min)RAMPercentage)=)/;

const settingsOf = ({ given }: ConfInput): Setting[] =>
  given.flatMap(({ file, place, settings }) =>
    Object.entries(settings).map(([name, value]) => ({ file, place, name, value })),
  );

/** What is wrong with settings, each with where it stands. */
const faults = (input: ConfInput, faultOf: (setting: Setting) => string | undefined): string[] =>
  settingsOf(input).flatMap((setting) => {
    const fault = faultOf(setting);
    return fault === undefined ? [] : `${fault} for ${setting.place}`;
  });

/** Checks on settings of Doris' files that are given by name, and on options of JVMs. */
export const confRules: ReadonlyArray<Rule<ConfInput>> = [
  {
    code: 'DO100',
    prop: 'overrides',
    must: 'not hold settings that something else says',
    remedy: 'use what is named, or leave it as it is',
    violation: (input) =>
      faults(input, ({ file, name }) => {
        const says = whoSays(file, name);
        return says === undefined ? undefined : `'${name}', ${says},`;
      }),
  },
  {
    code: 'DO109',
    prop: 'the names of settings in overrides',
    remedy: 'correct it',
    ...check.pattern(
      (input) => settingsOf(input).map(({ name, place }) => placed(name, place)),
      /^[A-Za-z_]\w*$/,
      "be letters, digits and '_'",
    ),
  },
  {
    code: 'DO101',
    prop: 'overrides',
    must: 'hold settings that the release reads: it passes over others without a word',
    remedy:
      'correct it, or name it in acknowledge.unknownSettings: what is known are sources from 2025-06 to autumn 2026, and not each release',
    violation: (input) =>
      faults(input, ({ file, name }) => {
        const table = keyTable(file, input.line);
        if (table.knows(name) || whoSays(file, name) || input.unknownSettings.includes(name)) return undefined;
        const near = table.nearest(name);
        if (near !== undefined) return `'${name}', which is close to '${near}',`;
        return knownKeys(file).has(name)
          ? `'${name}', which ${input.line} does not have but other releases do,`
          : `'${name}'`;
      }),
  },
  {
    code: 'DO102',
    prop: 'the values of overrides',
    must: 'be of the types that settings have: Doris does not start with another',
    remedy: 'correct it',
    violation: (input) =>
      faults(input, ({ file, name, value }) => {
        const key = knownKeys(file).get(name);
        return key && faultOfValue(key, value);
      }),
  },
  {
    code: 'DO103',
    prop: 'the values of overrides',
    must: 'mean the same to all that read the files: Java, C++, shells and the operator',
    remedy: 'write it otherwise',
    violation: (input) =>
      faults(input, ({ name, value }) =>
        SHELL_VARIABLE.test(name) ? faultOfVariable(name, value) : faultOfText(name, value),
      ),
  },
  {
    code: 'DO104',
    prop: 'overrides',
    must: 'hold no secret',
    remedy: 'name a variable of the container that comes from a Secret: ${NAME}',
    violation: (input) => faults(input, ({ name, value }) => (isSecret(name, value) ? `text of ${name}` : undefined)),
  },
  {
    code: 'DO105',
    prop: 'overrides',
    remedy: 'remove it, or acknowledge it: acknowledge.riskySettings',
    must: 'neither lose data nor open the cluster',
    violation: (input) =>
      input.given.flatMap(
        ({ settings }) =>
          check
            .losesNoData(
              () => settings,
              RISKS,
              ({ riskySettings }) => riskySettings,
            )
            .violation(input) ?? [],
      ),
  },
  {
    code: 'DO106',
    prop: 'overrides.jvm',
    remedy: "name each by itself: ['-XX:MaxGCPauseMillis=100', '-Xlog:gc']. Start scripts part them at blanks",
    ...check.each(
      ({ flags }) => flags,
      "be flags, each of which starts with '-' and has no blank, and nothing that the shell would act on",
      (flag) => /^-\S+$/.test(flag) && faultOfVariable('', flag) === undefined,
    ),
  },
  {
    code: 'DO107',
    prop: 'overrides.jvm',
    remedy: 'give the container more: the heap follows from it',
    ...check.each(
      ({ flags }) => flags,
      'leave heaps to the sizes that they follow from',
      (flag) => !HEAP.test(flag),
    ),
  },
  {
    code: 'DO108',
    prop: 'overrides.jvm',
    remedy: 'mount the Secret by overrides.pods, and name the file that holds it',
    ...check.noSecrets(
      ({ flags }) => flags.map(({ value, place }) => placed(value?.replace(/=.*/, ''), place)),
      /(passw(or)?d|secret|token)$/i,
    ),
  },
];
