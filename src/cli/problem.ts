import { CLI } from '../core/text/en/cli';
/** The exit code for a file or folder that can't be read. */
export const UNREADABLE = 2;

/** An expected failure of a command, explained. */
export class CommandProblem extends Error {}

/** A required argument. */
export function argument(words: readonly string[], place: number, name: string): string {
  const word = words[place];
  if (word === undefined) throw new CommandProblem(CLI.missing(name));
  return word;
}

/** An option that is a whole number. */
export function numberOption(text: string | undefined, name: string, fallback: number, most: number): number {
  if (text === undefined) return fallback;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most) throw new CommandProblem(CLI.notANumber(name, most));
  return number;
}
