/**
 * Jest's module loader, with two differences. Libraries are loaded as the program itself loads them, once in a process and
 * not anew for each file. What is ours is compiled once in a process, too, but run anew for each file, so that no story
 * begins with what another one left.
 */
import { createRequire, isBuiltin } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { types } from 'node:util';
import vm from 'node:vm';
import Runtime from 'jest-runtime';
import { loadForGood } from './jest-put-back.mjs';
import { reckonedOnce } from './jest-reckoned-once.mjs';

const require = createRequire(import.meta.url);

export default class StoryRuntime extends Runtime {
  constructor(...given) {
    super(...given);
    const { injectedModuleParameters } = this.executor;
    this.executor.compile = (code, file) => compiled(code, file, injectedModuleParameters.join());
  }

  requireModuleOrMock(from, name) {
    if (isLibrary(name)) return library(name);
    // What the commands run before anything is compiled: plain JavaScript that keeps nothing.
    if (name.endsWith('.mjs')) return require(resolve(dirname(from), name));
    return super.requireModuleOrMock(from, name);
  }
}

/** What is ours and jest's own code, by file. */
const scripts = new Map();

/** Each run of a compiled script makes its function anew. */
function compiled(code, filename, parameters) {
  const known = scripts.get(filename);
  if (known?.code === code) return known.script.runInThisContext();
  const head = `(function (${parameters}) {`;
  const script = new vm.Script(`${head}${code}\n})`, { filename, columnOffset: -head.length });
  scripts.set(filename, { code, script });
  return script.runInThisContext();
}

/** A library has a name; everything else is a path, a part of Node or jest's own. */
const isLibrary = (name) => !/^[./]|^node:|^@jest\/globals$/.test(name) && !isBuiltin(name);

const libraries = new Map();

function library(name) {
  if (!libraries.has(name)) {
    const loaded = loadForGood(() => require(imported(name)));
    libraries.set(name, asImported(reckonedOnce(name, loaded, require)));
  }
  return libraries.get(name);
}

/** The file that an `import` finds, where a library has another one for `require`. */
const imported = (name) => fileURLToPath(import.meta.resolve(name));

/** To an `import`, all that a CommonJS library exports is its default, even where it says otherwise itself. */
function asImported(loaded) {
  if (types.isModuleNamespaceObject(loaded) || !loaded.__esModule) return loaded;
  const names = Object.keys(loaded).filter((name) => name !== 'default');
  const seen = Object.fromEntries(names.map((name) => [name, { enumerable: true, get: () => loaded[name] }]));
  return Object.create(null, { ...seen, default: { enumerable: true, value: loaded }, __esModule: { value: true } });
}
