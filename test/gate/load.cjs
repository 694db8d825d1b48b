const Module = require('node:module');
const path = require('node:path');
const { transformFileSync } = require('@swc/core');

const known = new Map();

/** Loads a module of this folder where Jest loads only JavaScript, without a hook that Jest's own transformer would meet. */
module.exports = function load(name) {
  const file = path.resolve(__dirname, `${name}.ts`);
  if (!known.has(file)) {
    const loaded = new Module(file);
    loaded.filename = file;
    loaded.paths = module.paths;
    loaded.require = (id) =>
      /^\.\/[\w-]+$/.test(id)
        ? load(id)
        : module.require(path.isAbsolute(id) || !id.startsWith('.') ? id : path.resolve(__dirname, id));
    known.set(file, loaded);
    const jsc = { parser: { syntax: 'typescript' }, target: 'es2022' };
    loaded._compile(transformFileSync(file, { jsc, module: { type: 'commonjs' }, swcrc: false }).code, file);
  }
  return known.get(file).exports;
};
