import { hadoop } from 'bigdata-constructs';
import { directoryRules } from '../../lib/hadoop/directory-rules';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { cluster } from './clusters';

/** Props that differ from those that are enough. */
type Changes = Partial<hadoop.HadoopClusterProps>;

const directory = (changes: Partial<hadoop.HadoopDirectory>) => ({ directories: [{ path: '/a', ...changes }] });

rulesSuite<Changes>('the rules of directories', {
  rules: directoryRules,
  reported: reportedByConstruct((props) => cluster(props).app),
  cases: {
    HD029: [
      { refused: directory({ path: 'a' }), given: "'a'", passes: directory({ path: '/a' }) },
      { refused: directory({ path: '/a b' }), given: "'/a b'", passes: directory({ path: '/a/b' }) },
      {
        refused: { directories: [{ path: '/a' }, { path: '/a', mode: '700' }] },
        given: "'/a' again",
        passes: { directories: [{ path: '/a' }, { path: '/a/b', mode: '700' }] },
      },
      { refused: directory({ path: '/tmp' }), given: "'/tmp'", passes: directory({ path: '/tmp/a' }) },
    ],
    HD044: [
      { refused: directory({ mode: 'rwx' }), given: "'rwx' for '/a'", passes: directory({ mode: '700' }) },
      { refused: directory({ mode: '4755' }), given: "'4755' for '/a'", passes: directory({ mode: '1777' }) },
    ],
    HD045: [
      { refused: directory({ owner: '$(id)' }), given: "'$(id)' for '/a'", passes: directory({ owner: 'etl' }) },
      { refused: directory({ owner: ':etl' }), given: "':etl' for '/a'", passes: directory({ owner: 'etl:etl' }) },
    ],
    HD046: [
      {
        refused: directory({ acl: ['user:spark'] }),
        given: "'user:spark' for '/a'",
        passes: directory({ acl: ['user:spark:r-x'] }),
      },
      {
        refused: directory({ acl: ['user:spark:rwx;id'] }),
        given: "'user:spark:rwx;id' for '/a'",
        passes: directory({ acl: ['default:group:spark:rwx'] }),
      },
    ],
  },
});
