import { attachRules, environmentRules, nameRules } from '../../lib/core/core-rules';
import { tableSuite } from '../helpers/rules-suite';

tableSuite(
  'the rules of an Environment',
  environmentRules,
  { name: 'prod' },
  {
    CORE010: [
      { refused: { name: 'Production' }, given: "'Production'", passes: { name: 'prod-2' } },
      { refused: { name: 'p'.repeat(21) }, given: "'ppp", passes: { name: 'p'.repeat(20) } },
    ],
    CORE011: { refused: { zones: ['a', 'b', 'a'] }, given: "'a' again", passes: { zones: ['a', 'b'] } },
    CORE012: [
      {
        refused: { imageRegistry: 'https://registry.example.com' },
        given: "'https://registry.example.com'",
        passes: { imageRegistry: 'registry.example.com:5000/mirror' },
      },
      { refused: { imageRegistry: 'registry/' }, given: "'registry/'", passes: { imageRegistry: 'registry' } },
    ],
    CORE014: {
      refused: { imagePullSecrets: ['pull', 'my secret'] },
      given: "'my secret'",
      passes: { imagePullSecrets: ['pull', 'my.secret-2'] },
    },
  },
);

tableSuite(
  'the rules of where an Environment is attached',
  attachRules,
  { children: [] },
  { CORE013: { refused: { children: ['early'] }, given: 'early', passes: {} } },
);

tableSuite(
  'the rules of names',
  nameRules,
  { name: 'web', max: 63, because: 'a DNS label has at most 63' },
  {
    CORE001: { refused: { name: 'Web_1' }, given: "'Web_1'", passes: { name: 'web-1' } },
    CORE002: {
      refused: { name: 'webs', max: 3 },
      given: "'webs' with 4 characters where at most 3 fit (a DNS label has at most 63)",
      passes: { max: 3 },
    },
  },
);
