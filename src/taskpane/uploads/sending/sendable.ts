import type { Effects } from '../../../api/check';
import type { Cells } from '../../../core/caseload/cells';
import type { Layout } from '../../../core/caseload/layout';
import { onlyRows, withoutOwn } from '../../../core/sending/batches';
import { heldRows } from '../../../core/sending/participants';
import type { SheetSession } from '../../sheet/sheet-session';
import type { Sent } from '../../sheet/view/next-step';
import type { RowNote } from './glance';
import type { SentRows } from './sent-rows';

/** Checked contents that can be submitted. */
export interface Sendable {
  readonly name: string;
  readonly cells: Cells;
  readonly layout: Layout;
  /** The rows that were not submitted yet. */
  readonly rows: readonly number[];
  /** The number of rows submitted before. */
  readonly sent: number;
  /** Whether the cells hold other rows, too: those submitted before, and open assignments that are left as they are. */
  readonly isPart: boolean;
  /** The number of errors in these contents, including those of the sheet as a whole and against the record. */
  readonly errors: number;
  /** The rows with errors. */
  readonly wrong: ReadonlySet<number>;
  /** What they would change; null if they have errors, or the record was not asked. */
  readonly effects: Effects | null;
  /** Whether they would wait for approval. */
  readonly needsApproval: boolean;
  /** What to look at before they are sent. */
  readonly warnings: readonly RowNote[];
}

/**
 * The current cells, and the rows that were not submitted yet; undefined if the sheet is not a caseload.
 * @param errors the number of their errors
 */
export function findSendable(session: SheetSession | undefined, errors: number, sentRows: SentRows): Sendable | undefined {
  const layout = session?.layout;
  if (session === undefined || layout == null) return undefined;
  const name = session.title;
  const cells = withoutOwn([...session.cells], layout);
  const all = session.rowNumbers();
  const wrong = session.errorRows();
  const known = sentRows.known(name, cells);
  const rows = all.filter((row) => !known.has(row));
  return {
    name,
    cells,
    layout,
    rows,
    sent: all.length - rows.length,
    isPart: rows.length < all.length || session.leftRows > 0,
    errors,
    wrong,
    effects: null,
    needsApproval: false,
    warnings: [],
  };
}

/** What was submitted of the current rows. */
export function findSent(session: SheetSession | undefined, sentRows: SentRows): Sent {
  const layout = session?.layout;
  const upload = session && sentRows.lastUpload(session.title);
  if (session === undefined || layout == null || upload === undefined) return { rows: 0, clean: 0, upload: undefined };
  const known = sentRows.known(session.title, withoutOwn([...session.cells], layout));
  const all = session.rowNumbers();
  const sent = all.filter((row) => known.has(row));
  const wrong = session.errorRows();
  const held = heldRows(all, (row) => wrong.has(row), session.cells, layout);
  return { rows: sent.length, clean: sent.filter((row) => !held.has(row)).length, upload };
}

/** The cells to send: only the rows that are meant, since no more than needed leaves the workbook. */
export function unsent({ cells, layout, rows, isPart }: Sendable): Cells {
  return isPart ? onlyRows(cells, layout, new Set(rows)) : cells;
}
