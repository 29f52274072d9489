/** Jest runs every file in a context of Node's `vm`; named as that context, this process runs it itself. */
import vm from 'node:vm';

export const thisProcess = {};

const { SourceTextModule, SyntheticModule, compileFunction } = vm;

const here = (options) => {
  if (options?.context !== thisProcess) return options;
  const { context: _, ...rest } = options;
  return rest;
};

vm.SourceTextModule = class extends SourceTextModule {
  constructor(code, options) {
    super(code, here(options));
  }
};

vm.SyntheticModule = class extends SyntheticModule {
  constructor(names, evaluate, options) {
    super(names, evaluate, here(options));
  }
};

vm.compileFunction = (code, parameters, options) => {
  if (options?.parsingContext !== thisProcess) return compileFunction(code, parameters, options);
  const { parsingContext: _, ...rest } = options;
  return compileFunction(code, parameters, rest);
};
