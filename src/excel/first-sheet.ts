import { isOwnSheet } from './names';

/** The user’s first worksheet, which is the one that is uploaded. */
export interface FirstSheet<Asked> {
  readonly sheet: Excel.Worksheet;
  /** What was asked of it. */
  readonly asked: Asked;
  /** All worksheets, from left to right, with ID, name, visibility and protection. */
  readonly all: readonly Excel.Worksheet[];
}

/**
 * Asks the leftmost worksheet that is not the add-in’s, hidden ones included, and sends what else is queued. One request; two if the add-in’s
 * own worksheets come first, as after the user has moved the others to the end.
 * @param ask queues what to load
 */
export async function askFirstSheet<Asked>(
  context: Excel.RequestContext,
  ask: (sheet: Excel.Worksheet) => Asked,
): Promise<FirstSheet<Asked>> {
  const { worksheets } = context.workbook;
  worksheets.load('items/id,items/name,items/visibility,items/protection/protected');
  const leftmost = worksheets.getFirst(false);
  const asked = ask(leftmost);
  await context.sync();
  const all = worksheets.items;
  const first = all.find(({ name }) => !isOwnSheet(name));
  if (first === undefined || first === all[0]) return { sheet: first ?? leftmost, asked, all };
  const again = ask(first);
  await context.sync();
  return { sheet: first, asked: again, all };
}
