/** @type {import('jest').Config} */
// Started with --experimental-vm-modules (package.json): PGlite, the PostgreSQL and the browser that come by npm are ES modules.
module.exports = {
  testEnvironment: 'node',
  // No test depends on how fast the machine is: this only ends one that hangs.
  testTimeout: 600_000,
  // office.js keeps timers of its own.
  forceExit: true,
  // Two browsers at once on two cores only slow each other down.
  maxWorkers: 2,
  globalSetup: './src/server/testing/postgres-setup.ts',
  globalTeardown: './src/server/testing/postgres-teardown.ts',
  testSequencer: './scripts/sequencer.cjs',
  reporters: ['default', './scripts/reporter.cjs'],
  roots: ['<rootDir>/src', '<rootDir>/e2e'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  transform: {
    '\\.[mc]?[jt]sx?$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } },
        module: { type: 'commonjs', ignoreDynamic: true },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(hucre|@faker-js/faker|jose|openid-client|oauth4webapi|sql-template-tag)/)'],
};
