/**
 * Jest's module loader, except that libraries are loaded as the program itself loads them: once in a process, not anew for
 * each file. What is ours is still loaded anew for each file, so that no story begins with what another one left.
 */
import vm from 'node:vm';
import Runtime from 'jest-runtime';
import { loadForGood } from './jest-put-back.mjs';

/** A library by its name; everything else is a path, a part of Node or jest's own. */
const isLibrary = (specifier) => !/^(?:\.|\/|node:|data:|file:|@jest\/globals$)/.test(specifier);

/** Each library as a module that a file of ours can be linked with. */
const libraries = new Map();

function library(specifier) {
  if (!libraries.has(specifier)) libraries.set(specifier, loadLibrary(specifier));
  return libraries.get(specifier);
}

async function loadLibrary(specifier) {
  const loaded = await loadForGood(() => import(specifier));
  const names = Object.keys(loaded);
  const module = new vm.SyntheticModule(
    names,
    () => {
      for (const name of names) module.setExport(name, loaded[name]);
    },
    { identifier: specifier },
  );
  await module.link(() => undefined);
  await module.evaluate();
  return module;
}

export default class StoryRuntime extends Runtime {
  constructor(...given) {
    super(...given);
    const { esmLoader } = this;
    const resolveModule = esmLoader.resolveModule.bind(esmLoader);
    esmLoader.resolveModule = (specifier, from, context) =>
      isLibrary(specifier) ? library(specifier) : resolveModule(specifier, from, context);
  }
}
