import { endpoints } from '../../api/endpoints';
import { REPORT } from '../../core/text/pane/caseload';
import { writeNewSheet } from '../../excel/changes/new-sheet';
import type { Client } from '../service/client';
import type { Feedback } from '../shell/feedback';
import { type PaneState, screenNamed } from '../shell/pane-state';
import type { Store } from '../shell/store';
import { type ReportTables, tablesOf } from './report-tables';

/** *Caseload*: sizes by caseworker and program today, and what began and ended. */
export class CaseloadReport {
  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
  ) {}

  async open(): Promise<void> {
    this.store.set({ screen: { name: 'report', report: undefined }, notice: undefined });
    const report = await this.feedback.during(REPORT.reading, () => this.client.call(endpoints.getReport));
    const { site } = this.store.get();
    if (report === undefined || site === undefined || screenNamed(this.store.get(), 'report') === undefined) return;
    this.store.set({ screen: { name: 'report', report: tablesOf(report, site) } });
  }

  close(): void {
    this.store.set({ screen: { name: 'sheet' } });
  }

  /** Puts the tables on a new worksheet. */
  async intoSheet({ caseworkers, programs, months }: ReportTables): Promise<void> {
    const { columns, short, sheet, month, caseworker, program } = REPORT;
    const counts = [columns.open, columns.begun, columns.ended];
    await this.feedback.during(REPORT.writing, () =>
      writeNewSheet(sheet, [
        { header: [caseworker, ...counts], rows: caseworkers.map(({ name, open, begun, ended }) => [name, open, begun, ended]) },
        { header: [program, ...counts], rows: programs.map(({ name, open, begun, ended }) => [name, open, begun, ended]) },
        { header: [month, short.begun, short.ended], rows: months.map(({ name, begun, ended }) => [name, begun, ended]) },
      ]),
    );
  }
}
