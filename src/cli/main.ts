import { parseArgs } from 'node:util';
import { CLI } from '../core/text/cli';
import { backupCommand, moveCommand, restoreCommand } from './backup';
import { checkCommand } from './check';
import { csvCommand } from './csv';
import { explained, UNREADABLE } from './problem';
import { serveCommand } from './serve';
import { exportCommand, importCommand, sampleCommand } from './site';
import { templateCommand } from './template';
import { watchCommand } from './watch';

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
      url: { type: 'string' },
      once: { type: 'boolean' },
      source: { type: 'string' },
      to: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) {
    console.log(CLI.usage);
    return 0;
  }
  if (command === 'serve') return serveCommand(process.env);
  if (command === 'check') return checkCommand(rest, values);
  if (command === 'csv') return csvCommand(rest, values);
  if (command === 'template') return templateCommand(rest, values);
  if (command === 'watch') return watchCommand(rest, values, process.env);
  if (command === 'backup') return backupCommand(rest, process.env);
  if (command === 'restore') return restoreCommand(rest, process.env);
  if (command === 'move') return moveCommand(values, process.env);
  if (command === 'site' && rest[0] === 'import') return importCommand(rest.slice(1), process.env);
  if (command === 'site' && rest[0] === 'export') return exportCommand(rest.slice(1), process.env);
  if (command === 'site' && rest[0] === 'sample') return sampleCommand(rest.slice(1), values);
  console.log(CLI.usage);
  return UNREADABLE;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(explained(error) ?? error);
    process.exitCode = UNREADABLE;
  },
);
