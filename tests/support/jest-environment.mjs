/**
 * Node's environment for tests. It also tells a test whether it has failed already, so that its first reason is all it
 * shows, fails a file that leaves a stage open, and tells the run how much memory this process took at most.
 */
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

export default class StoryEnvironment extends TestEnvironment {
  constructor(config, context) {
    const giveBack = makeContextsOrdinary();
    super(config, context);
    giveBack();
    this.file = relative(config.globalConfig.rootDir, context.testPath);
  }

  handleTestEvent(event) {
    if (event.name === 'test_start') this.global.storyHasFailed = false;
    if (event.name === 'run_finish' && this.global.openStages?.size > 0)
      throw new Error('this file has set a stage and never closed it, so that nothing checks what went out');
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.global.storyHasFailed = true;
  }

  async teardown() {
    const peaks = process.env.WARMLINE_TEST_PEAKS;
    if (peaks) appendFileSync(peaks, `${Math.round(process.resourceUsage().maxRSS / 1024)} ${this.file}\n`);
    await super.teardown();
  }
}

/**
 * Jest's own context is a proxy that every mention of a global (`Math`, `Date`, `Promise`) goes through, some seventy times
 * slower than in the program itself. One without it is made in its place.
 */
function makeContextsOrdinary() {
  const { createContext } = vm;
  vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
  return () => (vm.createContext = createContext);
}
