/** What a test file may change of the process it runs in, and how it was before. */

/** What libraries have set up in the process when they were loaded stays, as they are loaded only once. */
const ofLibraries = new Set();

/** Remembers it all; what comes back puts it so again. */
export function rememberAll() {
  const parts = [globalThis, process, Error].map(rememberProperties);
  parts.push(rememberListeners(), rememberEnvironment());
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
const present = () => [
  ...Object.getOwnPropertyNames(globalThis),
  ...process.eventNames().flatMap((name) => process.rawListeners(name)),
];

function rememberProperties(thing) {
  const before = Object.getOwnPropertyDescriptors(thing);
  return () => {
    // What goes by a symbol is jest's own, which it keeps for the next file.
    for (const name of Object.getOwnPropertyNames(thing))
      if (!Object.hasOwn(before, name) && !ofLibraries.has(name)) delete thing[name];
    for (const name of Object.keys(before)) {
      const [was, is] = [before[name], Object.getOwnPropertyDescriptor(thing, name)];
      if (is && is.value === was.value && is.get === was.get) continue;
      if (was.configurable) Object.defineProperty(thing, name, was);
      else if (was.writable) thing[name] = was.value;
    }
  };
}

function rememberListeners() {
  const before = new Set(process.eventNames().flatMap((name) => process.rawListeners(name)));
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
