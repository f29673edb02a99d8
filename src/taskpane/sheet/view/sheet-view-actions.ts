import type { TemplatePicks } from '../../../core/caseload/template';
import type { HeaderRemedy } from '../../../core/fixes/header-remedies';
import type { Remedy } from '../../../core/fixes/remedies';

/** The actions of the sheet’s screen. */
export interface SheetViewActions {
  insertTemplate(): void;
  pick(picks: TemplatePicks): void;
  removeLeftovers(): void;
  removeResults(): void;
  check(): void;
  fix(): void;
  /** Writes a value into a wrong cell. */
  fixCell(address: string, text: string): void;
  /** Puts a row right. @param cells the highlighted cells */
  remedy(remedy: Remedy, cells: readonly string[]): void;
  mendHeader(remedy: HeaderRemedy): void;
  nextProblem(): void;
  submit(): void;
  /** Submits the rows without problems, and keeps the others back. */
  submitClean(): void;
  viewLog(upload: string): void;
  testUpload(): void;
  exportCsv(): void;
  matchColumns(): void;
  transferCaseload(): void;
  currentCaseload(): void;
  report(): void;
  connect(): void;
  goTo(address: string): void;
}
