/** What a test file may change of the process it runs in, and how it was before. */
import perfHooks from 'node:perf_hooks';

/** What libraries have set up in the process when they were loaded stays, as they are loaded only once. */
const ofLibraries = new Set();

/** Remembers it all; what comes back puts it so again. */
export function rememberAll() {
  const parts = [globalThis, process, Error].map(rememberProperties);
  parts.push(rememberListeners(), rememberEnvironment(), rememberObservers());
  return () => {
    for (const putBack of parts) putBack();
  };
}

/** Loads a library, of which everything stays. */
export function loadForGood(load) {
  const before = new Set(present());
  const loaded = load();
  for (const thing of present()) if (!before.has(thing)) ofLibraries.add(thing);
  return loaded;
}

/** The names of all globals, and all listeners of the process. */
const present = () => [...Reflect.ownKeys(globalThis), ...listeners()];

const listeners = () => process.eventNames().flatMap((name) => process.rawListeners(name));

function rememberProperties(thing) {
  const before = Object.getOwnPropertyDescriptors(thing);
  return () => {
    for (const [key, { configurable }] of ofKeys(Object.getOwnPropertyDescriptors(thing)))
      if (configurable && !Object.hasOwn(before, key) && !ofLibraries.has(key)) delete thing[key];
    for (const [key, was] of ofKeys(before)) {
      const is = Object.getOwnPropertyDescriptor(thing, key);
      if (is && is.value === was.value && is.get === was.get) continue;
      if (was.configurable) Object.defineProperty(thing, key, was);
      else if (was.writable) thing[key] = was.value;
    }
  };
}

const ofKeys = (descriptors) => Reflect.ownKeys(descriptors).map((key) => [key, descriptors[key]]);

function rememberListeners() {
  const before = new Set(listeners());
  return () => {
    for (const name of process.eventNames())
      for (const listener of process.rawListeners(name))
        if (!before.has(listener) && !ofLibraries.has(listener)) process.removeListener(name, listener);
  };
}

function rememberEnvironment() {
  const before = { ...process.env };
  return () => {
    for (const name of Object.keys(process.env)) if (!Object.hasOwn(before, name)) delete process.env[name];
    Object.assign(process.env, before);
  };
}

/** The figures of a service watch the process as long as it lives; those of a stage shall not watch the next stages. */
function rememberObservers() {
  const { monitorEventLoopDelay, PerformanceObserver } = perfHooks;
  const ends = [];
  perfHooks.monitorEventLoopDelay = (options) => {
    const histogram = monitorEventLoopDelay(options);
    ends.push(() => histogram.disable());
    return histogram;
  };
  perfHooks.PerformanceObserver = class extends PerformanceObserver {
    constructor(told) {
      super(told);
      ends.push(() => this.disconnect());
    }
  };
  return () => {
    for (const end of ends.splice(0)) end();
    Object.assign(perfHooks, { monitorEventLoopDelay, PerformanceObserver });
  };
}
