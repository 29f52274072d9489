/**
 * The environment of the tests is this process itself, as it is for the program: no second set of `Date`, `Error` and
 * `Promise` beside the one the libraries use. What a file changes in it is put back when the file ends. It also tells a test
 * whether it has failed already, so that its first reason is all it shows, fails a file that leaves a stage open, and tells
 * the run how much memory this process took at most.
 */
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { rememberAll } from './jest-put-back.mjs';

/** By this jest's runner would find what the last file has put there. */
const handlersOfEvents = Symbol.for('EVENT_HANDLERS');

export default class StoryEnvironment {
  global = globalThis;
  fakeTimers = null;
  moduleMocker = new ModuleMocker(globalThis);

  constructor({ globalConfig, projectConfig }, { testPath }) {
    this.putBack = rememberAll();
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.file = relative(globalConfig.rootDir, testPath);
  }

  async setup() {
    delete globalThis[handlersOfEvents];
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return globalThis;
  }

  handleTestEvent(event, { rootDescribeBlock }) {
    this.tests = rootDescribeBlock;
    if (event.name === 'test_start') this.global.storyHasFailed = false;
    if (event.name === 'run_finish' && this.global.openStages?.size > 0)
      throw new Error('this file has set a stage and never closed it, so that nothing checks what went out');
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.global.storyHasFailed = true;
  }

  async teardown() {
    const peaks = process.env.WARMLINE_TEST_PEAKS;
    if (peaks) appendFileSync(peaks, `${Math.round(process.resourceUsage().maxRSS / 1024)} ${this.file}\n`);
    this.moduleMocker.restoreAllMocks();
    this.fakeTimersModern.dispose();
    this.putBack();
    this.putBack = null;
    if (this.tests) forget(this.tests);
  }
}

/** A server or a connection that lives on knows the test it was opened in, and would keep all that the test could see. */
function forget(part) {
  for (const child of [...(part.children ?? []), ...(part.hooks ?? [])]) forget(child);
  for (const own of ['children', 'hooks', 'tests', 'fn', 'parent']) delete part[own];
}
