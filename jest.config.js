const { availableParallelism } = require('node:os');
const load = require('./test/gate/load.cjs');

const { Suites } = load('./suites');
const { workersOn } = load('./order');
const suites = new Suites();

const shared = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  globalSetup: '<rootDir>/test/helpers/global-setup.ts',
  globalTeardown: '<rootDir>/test/helpers/global-teardown.ts',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: {
    '^bigdata-constructs$': '<rootDir>/lib/index.ts',
    '^bigdata-constructs/(.*)$': '<rootDir>/lib/$1/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdktf.out'],
};

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: workersOn(availableParallelism()),
  // A test ends when what it waits for is there, however busy the machine is.
  testTimeout: 120_000,
  testSequencer: '<rootDir>/test/gate/jest-sequencer.cjs',
  reporters: ['default', '<rootDir>/test/gate/jest-reporter.cjs'],
  // What a suite needs follows from what it says: test/gate/suites.ts.
  projects: ['fast', 'authority', 'daemons'].map((name) => ({
    ...shared,
    displayName: name,
    testMatch: suites.of(name).map((suite) => `<rootDir>/${suite}`),
  })),
};
