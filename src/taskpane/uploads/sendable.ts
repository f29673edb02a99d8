import type { Cells } from '../../core/caseload/cells';
import type { Layout } from '../../core/caseload/layout';
import { onlyRows, withoutResults } from '../../core/sending/batches';
import type { SheetSession } from '../sheet/sheet-session';
import type { SentRows } from './sent-rows';

/** What was checked and may be sent. */
export interface Sendable {
  readonly name: string;
  readonly cells: Cells;
  readonly layout: Layout;
  /** The rows that the service does not have yet. */
  readonly rows: readonly number[];
  /** How many it has already. */
  readonly sent: number;
}

/** The cells as they are now, and which rows of them the service does not have yet; undefined if they are no caseload. */
export async function findSendable(session: SheetSession | undefined, sentRows: SentRows): Promise<Sendable | undefined> {
  const layout = session?.layout;
  if (session === undefined || layout == null) return undefined;
  const { name } = session;
  const cells = withoutResults([...session.cells], layout);
  const all = session.rowNumbers();
  const known = await sentRows.known(name, cells);
  const rows = all.filter((row) => !known.has(row));
  return { name, cells, layout, rows, sent: all.length - rows.length };
}

/** What is to be checked against the record: rows that the service has already are open there, and no fault. */
export function unsent({ cells, layout, rows, sent }: Sendable): Cells {
  return sent === 0 ? cells : onlyRows(cells, layout, new Set(rows));
}
