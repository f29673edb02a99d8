import { raw, type Sql } from 'sql-template-tag';

/**
 * The condition of the indexes of open assignments by caseworker and by program, word for word. Only a statement that asks for all open ones of these
 * says it so. Were it `end_date IS NULL`, the planner would use these indexes for single assignments, too, as soon as statistics call them empty: each row
 * of an upload then read all that had been open, ended or undone.
 */
export function stillOpen(alias?: 'a' | 'o'): Sql {
  return raw(`COALESCE(${alias === undefined ? '' : `${alias}.`}end_date, 'infinity'::date) = 'infinity'::date`);
}
