/**
 * Rewrites the index files of dist so that a module is loaded when something of it is first used.
 *
 * The package's entry exports every engine and both outputs. Who writes YAML alone has no cdktf installed and must not need it,
 * and nobody should wait for four engines to load the fifth.
 */
const fs = require('node:fs');
const path = require('node:path');

const dist = path.join(__dirname, '..', 'dist');

/** Which module each export of an index file comes from; an empty name stands for the module itself. */
function exportsOf(file) {
  const text = fs.readFileSync(file, 'utf8');
  const modules = [...text.matchAll(/^__exportStar\(require\("(.+?)"\), exports\);$/gm)].map(([, id]) => id);
  const submodules = [...text.matchAll(/^exports\.(\w+) = __importStar\(require\("(.+?)"\)\);$/gm)];
  const flat = modules.flatMap((id) =>
    Object.keys(require(path.resolve(path.dirname(file), id))).map((name) => ({ name, id, member: name })),
  );
  return [...flat, ...submodules.map(([, name, id]) => ({ name, id, member: '' }))];
}

function lazyIndex(entries) {
  const getters = entries.map(({ name, id, member }) => {
    const value = `require(${JSON.stringify(id)})${member && `.${member}`}`;
    return `lazy(${JSON.stringify(name)}, () => ${value});`;
  });
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    // Node finds the names for `import { X } from` by these, and loses them to getters that it can see.
    ...entries.map(({ name }) => `exports.${name} = void 0;`),
    'const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });',
    ...getters,
    '',
  ].join('\n');
}

const indexes = fs
  .readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'index.js')
  .map((file) => path.join(dist, file));
// All are read before any is written: reading loads the modules.
const rewritten = indexes.map((file) => [file, exportsOf(file)]);
for (const [file, entries] of rewritten) {
  if (entries.length === 0) throw new Error(`${file} exports nothing that this script understands`);
  fs.writeFileSync(file, lazyIndex(entries));
}
