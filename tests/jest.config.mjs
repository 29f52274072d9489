export default {
  rootDir: '..',
  testEnvironment: '<rootDir>/tests/support/jest-environment.mjs',
  runtime: '<rootDir>/tests/support/jest-runtime.mjs',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  globalSetup: '<rootDir>/tests/support/jest-setup.mjs',
  globalTeardown: '<rootDir>/tests/support/jest-teardown.mjs',
  // Stories wait for real servers and real time, on a busy machine too; a hung one still ends.
  testTimeout: 420_000,
  // What a file held is let go when it ends; should something be kept after all, a process that holds much begins anew.
  workerIdleMemoryLimit: '300MB',
  testSequencer: '<rootDir>/tests/support/jest-longest-first.mjs',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
};
