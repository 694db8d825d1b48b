import { releaseRules, renderedObjectRules, treeRules } from '../../lib/render/render-rules';
import { tableSuite } from '../helpers/rules-suite';

const MEBIBYTE = 1024 * 1024;

tableSuite(
  'the rules of rendered objects',
  renderedObjectRules,
  { object: 'ConfigMap shop/web', namespaceMissing: false, nameMissing: false, tokens: [] },
  {
    RENDER001: {
      refused: { tokens: ['data.url'] },
      given: 'one in data.url of ConfigMap shop/web',
      passes: { tokens: [] },
    },
    RENDER002: { refused: { namespaceMissing: true }, given: 'ConfigMap shop/web', passes: {} },
    RENDER003: { refused: { nameMissing: true }, given: 'ConfigMap shop/web', passes: {} },
  },
);

tableSuite(
  'the rules of a tree',
  treeRules,
  { duplicates: [], cycles: [] },
  {
    RENDER004: { refused: { duplicates: ['a at x and y'] }, given: 'a at x and y', passes: {} },
    RENDER005: { refused: { cycles: ['a <-> b'] }, given: 'a <-> b', passes: {} },
  },
);

tableSuite(
  'the rules of a Helm release',
  releaseRules,
  { name: 'platform-keda', bytes: 1000 },
  {
    RENDER006: { refused: { bytes: MEBIBYTE }, given: '1024 KiB', passes: { bytes: MEBIBYTE - 1 } },
    RENDER007: { refused: { name: 'n'.repeat(54) }, given: "'nnn", passes: { name: 'n'.repeat(53) } },
  },
);
