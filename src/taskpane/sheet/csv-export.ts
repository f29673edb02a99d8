import { createLookups } from '../../core/caseload/lookup';
import { csvFileName, exportCsv } from '../../core/files/export-csv';
import type { Feedback } from '../shell/feedback';
import type { ExportedFile, PaneState } from '../shell/pane-state';
import { saveFile } from '../shell/save-file';
import type { Store } from '../shell/store';
import type { ReadSheet } from './sheet-session';

/** Creates the file for the original system; saves it, or copies it where downloads are blocked. */
export class CsvExport {
  constructor(
    private readonly sheet: ReadSheet,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
  ) {}

  /** Creates the file from the current sheet. */
  async make(): Promise<void> {
    const sheet = await this.sheet.refresh();
    const { site } = this.store.get();
    if (sheet === undefined || !sheet.isCaseload || site === undefined) return;
    const file = {
      ...exportCsv(this.sheet.session?.cells ?? [], site.duplicateCheck, createLookups(site)),
      fileName: csvFileName(sheet.name),
    };
    this.store.set({ screen: { name: 'export', file }, notice: undefined });
  }

  close(): void {
    this.store.set({ screen: { name: 'sheet' } });
  }

  save({ fileName, text }: ExportedFile): void {
    saveFile(fileName, new Blob([text], { type: 'text/csv;charset=utf-8' }));
  }

  copy({ text }: ExportedFile): Promise<void> {
    return this.feedback.copy(text);
  }
}
