import { Checks, placed, Rule } from '../core/internal';
import { COMMON_DIRECTORIES } from './programs/directories';
import { HadoopInput, PATH } from './rules';

const check = new Checks<HadoopInput>();
const COMMON = Object.values(COMMON_DIRECTORIES).flat();
const OWNER = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/;
const ACL = /^(default:)?(user|group|other):([A-Za-z_][\w.-]*)?:[r-][w-][x-]$/;

const directories = ({ resolved }: HadoopInput) => resolved.directories.map(({ path }) => path);

/** Checks on the directories that users find made. */
export const directoryRules: ReadonlyArray<Rule<HadoopInput>> = [
  {
    code: 'HD029',
    prop: 'directories[].path',
    remedy: 'name the directory: /spark/events',
    ...check.all(
      check.pattern(directories, PATH, "be an absolute path of letters, digits, '-', '_', '.' and '/'"),
      { ...check.unique(directories), must: 'stand once' },
      { ...check.free(directories, () => COMMON, ''), must: 'be none of those that every cluster has' },
    ),
  },
  {
    code: 'HD044',
    prop: 'directories[].mode',
    remedy: "write it as in '755', and '1777' for what many write to",
    ...check.pattern(
      ({ resolved }) => resolved.directories.map(({ path, mode }) => placed(mode, `'${path}'`)),
      /^1?[0-7]{3}$/,
      'be three octal digits, with a 1 before them or none',
    ),
  },
  {
    code: 'HD045',
    prop: 'directories[].owner',
    remedy: "name a user, and a group after a ':': etl, etl:analysts",
    ...check.pattern(
      ({ resolved }) => resolved.directories.map(({ path, owner }) => placed(owner, `'${path}'`)),
      OWNER,
      "be a user, or a user and a group, of letters, digits, '-', '_' and '.'",
    ),
  },
  {
    code: 'HD046',
    prop: 'directories[].acl',
    remedy: "write entries as in 'user:alice:r-x' and 'default:group:analysts:rwx'",
    ...check.pattern(
      ({ resolved }) => resolved.directories.flatMap(({ path, acl }) => acl.map((entry) => placed(entry, `'${path}'`))),
      ACL,
      'be entries of an ACL with their permissions',
    ),
  },
];
