const { relative } = require('node:path');

const SHOWN = 10;

/** Prints the slowest files and the number of passed and failed tests at the end of a run. */
module.exports = class {
  onRunComplete(_contexts, { testResults, numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const files = testResults.map(({ testFilePath, perfStats: { start, end } }) => ({
      file: relative('.', testFilePath),
      time: end - start,
    }));
    const slowest = files.sort((one, other) => other.time - one.time).slice(0, SHOWN);
    const lines = slowest.map(({ file, time }) => `${(time / 1000).toFixed(1).padStart(7)} s  ${file}`);
    process.stdout.write(
      `\nSlowest files:\n${lines.join('\n')}\n\n${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`,
    );
  }
};
