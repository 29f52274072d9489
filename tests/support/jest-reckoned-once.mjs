/**
 * What libraries work out anew for each of their instances though it is always the same: a run of the tests makes thousands
 * of services in one process, where a real one makes one. Each answer is a function of what is given, so that nobody can
 * tell the difference.
 */
import { createRequire } from 'node:module';

/** Beyond it what is kept begins anew, so that it cannot grow with what the tests ask. */
const mostKept = 2_000;

/** What `make` has given for a text is given again; what it throws is not kept. */
function keptBy(make) {
  const kept = new Map();
  return (text, ...others) => {
    if (!kept.has(text)) {
      if (kept.size >= mostKept) kept.clear();
      kept.set(text, make(text, ...others));
    }
    return kept.get(text);
  };
}

/** Prisma's compiler of queries reads the whole schema and plans each query, in each client again. */
function compilerOfQueries(loaded) {
  const compilerFor = keptBy((_datamodel, options) => {
    const compiler = new loaded.QueryCompiler(options);
    return {
      compile: keptBy((query) => compiler.compile(query)),
      compileBatch: (batch) => compiler.compileBatch(batch),
    };
  });
  class QueryCompiler {
    constructor(options) {
      const { datamodel, ...others } = options;
      Object.assign(this, compilerFor(`${JSON.stringify(others)}${datamodel}`, options));
    }
    /** The next client needs it too. */
    free() {}
  }
  return { ...loaded, QueryCompiler };
}

/** BullMQ defines some sixty scripts on each connection, and ioredis reckons the digest of each. */
function scriptsOfRedis(loaded, require) {
  const module = require('ioredis/built/Script.js');
  const Script = module.default;
  const usual = keptBy((lua, keys) => new Script(lua, keys));
  module.default = function (lua, keys, prefix, isReadOnly) {
    const script = prefix || isReadOnly ? undefined : usual(lua, keys);
    return script?.numberOfKeys === keys ? script : new Script(lua, keys, prefix, isReadOnly);
  };
  return loaded;
}

/** The doors of the service are some two hundred paths, and each becomes an expression. */
function pathsOfDoors(loaded, require) {
  const paths = createRequire(require.resolve('router'))('path-to-regexp');
  const { match } = paths;
  const usual = new Map();
  paths.match = (path, options) => {
    if (typeof path !== 'string') return match(path, options);
    const { sensitive, end, trailing, decode } = options;
    const key = `${sensitive} ${end} ${trailing} ${path}`;
    const known = usual.get(key);
    if (known?.decode === decode) return known.matches;
    const matches = match(path, options);
    usual.set(key, { decode, matches });
    return matches;
  };
  return loaded;
}

/** A library as a process of tests has it. */
export function reckonedOnce(name, loaded, require) {
  if (/\/query_compiler_\w+\.postgresql\.mjs$/.test(name)) return compilerOfQueries(loaded);
  if (name === 'ioredis') return scriptsOfRedis(loaded, require);
  if (name === 'express') return pathsOfDoors(loaded, require);
  return loaded;
}
