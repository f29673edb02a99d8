import { CLI } from '../core/text/cli';
import { BackupProblem } from '../server/backup/copy';
import { ConfigProblem } from '../server/config';
import { DatabaseAway } from '../server/database/driver';
import { FolderInUse } from '../server/database/embedded/folder-lock';
import { isDiskFull } from '../server/http/problem';

/** The exit code for unreadable input or wrong usage. */
export const UNREADABLE = 2;

/** An expected failure of a command. Its message is printed without a stack trace. */
export class CommandProblem extends Error {}

/** Returns a required argument. @throws CommandProblem if it is missing */
export function argument(words: readonly string[], place: number, name: string): string {
  const word = words[place];
  if (word === undefined) throw new CommandProblem(CLI.missing(name));
  return word;
}

/** Parses an option as a whole number from 1 to `most`. @throws CommandProblem if it is not one */
export function numberOption(text: string | undefined, name: string, fallback: number, most: number): number {
  if (text === undefined) return fallback;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most) throw new CommandProblem(CLI.notANumber(name, most));
  return number;
}

/** The codes of errors of the file system that a person can do something about. */
const OF_FILES = ['EACCES', 'EISDIR', 'ENOENT', 'ENOTDIR', 'EPERM', 'EROFS'];

/** What to print for an error: a sentence if it is an expected one; otherwise undefined. */
export function explained(error: unknown): string | undefined {
  if (error instanceof CommandProblem || error instanceof ConfigProblem || error instanceof FolderInUse || error instanceof BackupProblem)
    return error.message;
  if (error instanceof DatabaseAway) return CLI.databaseAway;
  const { code, message } = error as { readonly code?: unknown; readonly message?: string };
  if (typeof code !== 'string') return undefined;
  if (error instanceof TypeError && code.startsWith('ERR_PARSE_ARGS')) return message;
  if (code === 'EADDRINUSE') return CLI.portInUse;
  if (isDiskFull(error)) return CLI.diskFull;
  return OF_FILES.includes(code) && 'path' in (error as object) ? CLI.notWritable(message ?? code) : undefined;
}
