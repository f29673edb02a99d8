import type { Sql } from 'sql-template-tag';

/** The most rows in a statement, which bounds the database's memory, and the time for which the embedded one does nothing else. */
export const ROWS_AT_ONCE = 10_000;

/** Runs a statement per batch of items, one after the other, preparing the next batch and yielding the last answer while the database works. */
export async function* inTurn<Item, Answer>(
  items: readonly Item[],
  make: (batch: readonly Item[]) => Sql,
  run: (statement: Sql) => Promise<Answer>,
  atOnce = ROWS_AT_ONCE,
): AsyncGenerator<Answer, void, void> {
  let running: Promise<Answer> | undefined;
  for (let from = 0; from < items.length; from += atOnce) {
    const statement = make(items.slice(from, from + atOnce));
    const answer = await running;
    running = run(statement);
    // Nobody waits for it if the caller stops before; otherwise it is awaited here.
    running.catch(() => undefined);
    if (answer !== undefined) yield answer;
  }
  if (running !== undefined) yield await running;
}
