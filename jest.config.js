export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Jest leaves one processor idle unless it is told, which on two is half of them.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/support/slowest-first.cjs',
  // Generous, since tests wait for the thing itself and machines differ.
  testTimeout: 20_000,
  // Jest keeps the modules of every test file that a process has run: on two processors, all of them in one of 4 GB.
  workerIdleMemoryLimit: '1GB',
  coverageProvider: 'v8',
  coverageReporters: ['text'],
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.d.ts'],
};
