import { createLookups } from '../../core/caseload/lookup';
import { csvFileName, exportCsv } from '../../core/files/export-csv';
import type { Feedback } from '../shell/feedback';
import type { PaneState } from '../shell/pane-state';
import { saveFile } from '../shell/save-file';
import type { Store } from '../shell/store';
import type { ReadSheet } from './sheet-session';

/** The file for the original system's upload page: made, saved, or copied where a web view saves nothing. */
export class CsvExport {
  constructor(
    private readonly sheet: ReadSheet,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
  ) {}

  /** Makes the file for the original system, from the sheet as it is now. */
  async make(): Promise<void> {
    const sheet = await this.sheet.refresh();
    const { site } = this.store.get();
    if (sheet === undefined || !sheet.isCaseload || site === undefined) return;
    const file = {
      ...exportCsv(this.sheet.session?.cells ?? [], site.duplicateCheck, createLookups(site)),
      fileName: csvFileName(sheet.name),
    };
    this.store.set({ place: 'sheet', notice: undefined, exported: file });
  }

  close(): void {
    this.store.set({ exported: undefined });
  }

  save(): void {
    const { exported } = this.store.get();
    if (exported !== undefined) saveFile(exported.fileName, new Blob([exported.text], { type: 'text/csv;charset=utf-8' }));
  }

  async copy(): Promise<void> {
    const text = this.store.get().exported?.text ?? '';
    const copied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    this.feedback.notify(
      copied
        ? { intent: 'success', title: 'Copied', detail: 'Paste it into a text editor and save it with the ending .csv.' }
        : {
            intent: 'warning',
            title: 'Excel does not let the pane copy',
            detail: 'Choose “Show text”, select it all and copy it by hand.',
          },
    );
  }
}
