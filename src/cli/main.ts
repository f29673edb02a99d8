import { parseArgs } from 'node:util';
import { checkCommand } from './check';
import { csvCommand } from './csv';
import { CommandProblem, UNREADABLE } from './problem';
import { serveCommand } from './serve';
import { exportCommand, importCommand, sampleCommand } from './site';
import { templateCommand } from './template';

const USAGE = `caseload serve                              the service, with the preview
caseload check FILE --site DIR [--json]     checks a .csv or .xlsx as the add-in would, and against the site's records
caseload csv FILE OUT [--site DIR]          the file for the original system: without commas, list values as the site
                                            has them; prints what it changed
caseload template OUT.xlsx --site DIR       the template with dropdowns [--program id|name|none]
                                            [--caseworker id|name|first-last] [--program-dates]
caseload site import DIR                    a site from its folder into the database
caseload site export ID DIR                 a site from the database into a folder
caseload site sample DIR [--participants N] [--seed S]   writes a made-up site`;

async function main(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      site: { type: 'string' },
      json: { type: 'boolean' },
      program: { type: 'string' },
      caseworker: { type: 'string' },
      'program-dates': { type: 'boolean' },
      participants: { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [command, ...rest] = positionals;
  if (command === 'serve') return serveCommand(process.env);
  if (command === 'check') return checkCommand(rest, values);
  if (command === 'csv') return csvCommand(rest, values);
  if (command === 'template') return templateCommand(rest, values);
  if (command === 'site' && rest[0] === 'import') return importCommand(rest.slice(1), process.env);
  if (command === 'site' && rest[0] === 'export') return exportCommand(rest.slice(1), process.env);
  if (command === 'site' && rest[0] === 'sample') return sampleCommand(rest.slice(1), values);
  console.log(USAGE);
  return values.help || command === undefined ? 0 : UNREADABLE;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const expected =
      error instanceof CommandProblem || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
    console.error(expected ? (error as Error).message : error);
    process.exitCode = UNREADABLE;
  },
);
