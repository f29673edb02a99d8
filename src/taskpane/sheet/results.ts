import { cellText } from '../../core/caseload/cells';
import type { ColumnKey } from '../../core/caseload/columns';
import { withoutOwn } from '../../core/sending/batches';
import { RESULTS, SHEET_NOTICES } from '../../core/text/pane/sheet';
import { removeOwnColumn, writeOwnColumn } from '../../excel/changes/own-columns';
import type { Feedback } from '../shell/feedback';
import type { SentRows } from '../uploads/sending/sent-rows';
import type { ReadSheet } from './sheet-session';

/** The result of a row. */
export interface RowResult {
  readonly row: number;
  readonly participantId: number | null;
  readonly action: string;
  readonly text: string;
}

/** The column with the results, to the right of the table. */
export class Results {
  constructor(
    private readonly sheet: ReadSheet,
    private readonly feedback: Feedback,
    private readonly sentRows: SentRows,
  ) {}

  /**
   * Writes an upload's results to the right of the table, beside its rows, wherever they were moved. Of an upload that was sent from another computer, beside
   * those that still hold the same participant and action in their place. Skips the others.
   */
  async write(upload: string, results: readonly RowResult[]): Promise<void> {
    await this.sheet.refresh();
    const session = this.sheet.session;
    const { sheetId, layout } = session ?? {};
    if (session === undefined || sheetId === undefined || layout == null) return;
    const { headerRow, columns } = layout;
    const holds = (row: number, key: ColumnKey, value: string) => {
      const index = columns.find(({ column }) => column?.key === key)?.index;
      return index === undefined || cellText(session.cellAt(row, index)).trim().toLowerCase() === value.toLowerCase();
    };
    const places = this.sentRows.places(upload, withoutOwn([...session.cells], layout));
    const isKnown = this.sentRows.knows(upload);
    const texts = new Map<number, string>();
    // Those of other uploads stay.
    const own = layout.own.results;
    if (own !== undefined)
      for (const row of session.rowNumbers()) {
        const before = cellText(session.cellAt(row, own));
        if (before !== '') texts.set(row, before);
      }
    let written = 0;
    for (const { row, participantId, action, text } of results) {
      const isHere = !isKnown && holds(row, 'participantId', String(participantId ?? '')) && holds(row, 'action', action);
      const place = places.get(row) ?? (isHere ? row : undefined);
      if (place === undefined) continue;
      texts.set(place, text);
      written++;
    }
    if (written === 0) return this.feedback.notify({ intent: 'warning', title: RESULTS.written(0), detail: RESULTS.left(results.length) });
    const column = own ?? Math.max(...columns.map(({ index }) => index), ...Object.values(layout.own)) + 1;
    const isWritten = await this.feedback.during(RESULTS.writing, () => writeOwnColumn('results', { sheetId, column, headerRow }, texts));
    if (isWritten === undefined) return;
    await this.sheet.refresh();
    if (!isWritten) return this.feedback.notify({ intent: 'warning', ...RESULTS.notWritten });
    const left = results.length - written;
    const detail = left === 0 ? RESULTS.neverUploaded : RESULTS.left(left);
    this.feedback.notify({ intent: left === 0 ? 'success' : 'warning', title: RESULTS.written(written), detail });
  }

  async remove(): Promise<void> {
    const { sheetId, layout } = this.sheet.session ?? {};
    if (sheetId === undefined || layout?.own.results === undefined) return;
    const column = layout.own.results;
    const { headerRow } = layout;
    const removed = await this.feedback.during(RESULTS.removing, () => removeOwnColumn('results', { sheetId, column, headerRow }));
    await this.sheet.refresh();
    if (removed === false) this.feedback.notify({ intent: 'warning', ...SHEET_NOTICES.notRemoved });
  }
}
