import { CLI } from '../core/text/en/cli';
/** The exit code for a file or folder that can't be read. */
export const UNREADABLE = 2;

/** What a command can't do, in words. */
export class CommandProblem extends Error {}

/** An argument that a command can't do without. */
export function argument(words: readonly string[], place: number, name: string): string {
  const word = words[place];
  if (word === undefined) throw new CommandProblem(CLI.missing(name));
  return word;
}

/** A whole number given as an option. */
export function numberOption(text: string | undefined, name: string, fallback: number, most: number): number {
  if (text === undefined) return fallback;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most) throw new CommandProblem(CLI.notANumber(name, most));
  return number;
}
