/** Allowed imports between the folders of src/ (see `docs/developers.md`). */
const only = (from, allowed) => ({
  name: `${from}-imports`,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: [from, ...allowed].map((folder) => `^src/${folder}/`) },
});
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { ...only('core', []), from: { path: '^src/core/', pathNot: '\\.test\\.ts$' } },
    { ...only('excel', ['core']), from: { path: '^src/excel/', pathNot: '\\.test\\.ts$|/testing/' } },
    only('api', ['core']),
    only('server', ['core', 'api']),
    only('cli', ['core', 'api', 'server']),
    only('taskpane', ['core', 'api', 'excel']),
    only('commands', ['core', 'excel']),
    only('preview', []),
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '\\.test\\.ts$|/testing/' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: { tsConfig: { fileName: 'tsconfig.json' }, tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
};
