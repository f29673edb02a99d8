import { RESULTS, SHEET_NOTICES } from '../../core/text/en/pane/sheet';
import { removeResults, writeResults } from '../../excel/results';
import type { Feedback } from '../shell/feedback';
import type { ReadSheet } from './sheet-session';

/** The result of a row. */
export interface RowResult {
  readonly row: number;
  readonly participantId: number | null;
  readonly text: string;
}

/** The column with the results, to the right of the table. */
export class Results {
  constructor(
    private readonly sheet: ReadSheet,
    private readonly feedback: Feedback,
  ) {}

  /** Writes an upload's results to the right of the table. Skips rows that have moved. */
  async write(results: readonly RowResult[]): Promise<void> {
    await this.sheet.refresh();
    const session = this.sheet.session;
    const { sheetId, layout } = session ?? {};
    if (session === undefined || sheetId === undefined || layout == null) return;
    const participant = layout.columns.find(({ column }) => column?.key === 'participantId')?.index ?? -1;
    const right = results.filter(
      ({ row, participantId }) => String(session.cellAt(row, participant)).trim() === String(participantId ?? ''),
    );
    const column = layout.results ?? Math.max(...layout.columns.map(({ index }) => index)) + 1;
    const texts = new Map(right.map(({ row, text }) => [row, text]));
    const done = await this.feedback.during(RESULTS.writing, async () => {
      await writeResults(sheetId, column, layout.headerRow, texts);
      return true;
    });
    if (done === undefined) return;
    await this.sheet.refresh();
    const left = results.length - right.length;
    const detail = left === 0 ? RESULTS.neverUploaded : RESULTS.left(left);
    this.feedback.notify({ intent: left === 0 ? 'success' : 'warning', title: RESULTS.written(right.length), detail });
  }

  async remove(): Promise<void> {
    const { sheetId, layout } = this.sheet.session ?? {};
    if (sheetId === undefined || layout?.results === undefined) return;
    const { results, headerRow } = layout;
    const removed = await this.feedback.during(RESULTS.removing, () => removeResults(sheetId, results, headerRow));
    await this.sheet.refresh();
    if (removed === false) this.feedback.notify({ intent: 'warning', ...SHEET_NOTICES.changedMeanwhile });
  }
}
