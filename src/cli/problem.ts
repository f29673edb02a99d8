import { CLI } from '../core/text/cli';
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
