/** Who may import whom: each layer only what stands to its left. */
const layers = ['core', 'kubernetes', 'security', 'workloads', 'monitoring', 'scaling', 'services'];
const engines = ['hadoop', 'spark', 'presto', 'clickhouse', 'doris'];
const folder = (names) => `^lib/(${names.join('|')})/`;

const allowed = Object.fromEntries(layers.map((layer, index) => [layer, layers.slice(0, index)]));
for (const engine of engines) allowed[engine] = layers;
Object.assign(allowed, {
  operators: ['core', 'kubernetes', 'security', 'monitoring'],
  aws: ['core', 'kubernetes', 'security'],
  render: ['core', 'kubernetes'],
  policies: layers,
  report: layers,
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(allowed).map(([from, to]) => ({
      name: `${from}-imports-only-what-stands-below`,
      severity: 'error',
      from: { path: `^lib/${from}/` },
      to: { path: '^lib/', pathNot: folder([from, ...to]) },
    })),
    {
      name: 'every-folder-has-a-place',
      comment: 'a new folder of lib must be named in the layers above',
      severity: 'error',
      from: { path: '^lib/[^/]+/', pathNot: folder(Object.keys(allowed)) },
      to: {},
    },
    {
      name: 'across-folders-by-index-or-internal',
      comment:
        'what a folder offers to others stands in its index.ts, or, where users may not have it, in its internal.ts',
      severity: 'error',
      from: { path: '^lib/([^/]+)/' },
      to: { path: '^lib/[^/]+/', pathNot: ['^lib/$1/', '^lib/[^/]+/(index|internal)[.]ts$'] },
    },
    {
      name: 'nothing-internal-is-exported',
      severity: 'error',
      from: { path: '/index[.]ts$' },
      to: { path: '/internal[.]ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'cdktf-only-where-terraform-is-written',
      severity: 'error',
      from: { path: '^lib/', pathNot: folder(['aws', 'operators', 'render']) },
      to: { path: 'node_modules/(cdktf|@cdktf)/' },
    },
    {
      name: 'providers-by-deep-path',
      comment: "a provider's index costs seconds and half a gigabyte",
      severity: 'error',
      from: {},
      to: { path: 'node_modules/@cdktf/provider-[^/]+/lib/index' },
    },
    {
      name: 'programs-use-the-public-entry',
      severity: 'error',
      from: { path: '^(stacks|examples)/' },
      to: { path: '^lib/', pathNot: ['^lib/index[.]ts$', '^lib/[^/]+/index[.]ts$'] },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.dev.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'types'] },
  },
};
