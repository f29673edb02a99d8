import { endpoints } from '../../api/endpoints';
import { columnIndex } from '../../core/caseload/cells';
import { createLookups } from '../../core/caseload/lookup';
import type { TemplatePicks } from '../../core/caseload/template';
import type { Finding } from '../../core/check/finding';
import type { HeaderRemedy } from '../../core/fixes/header-remedies';
import { isRecordCode } from '../../core/rules/codes';
import { SHEET_NOTICES } from '../../core/text/pane/sheet';
import { NOTICES } from '../../core/text/pane/shell';
import { mendHeader } from '../../excel/changes/columns';
import { goToCell, type SelectedCell, selectedCell } from '../../excel/read';
import { insertTemplate, type TemplateOutcome, type UsedSheet } from '../../excel/template/template';
import { type SheetEvent, watchSheets } from '../../excel/watch';
import type { Corrections } from '../fixes/corrections';
import { Fixes } from '../fixes/fixes';
import type { Client } from '../service/client';
import { memory } from '../service/local-memory';
import type { Feedback } from '../shell/feedback';
import type { PaneState } from '../shell/pane-state';
import type { Store } from '../shell/store';
import { recordWarnings } from '../uploads/sending/glance';
import { findSendable, findSent, type Sendable, unsent } from '../uploads/sending/sendable';
import type { SentRows } from '../uploads/sending/sent-rows';
import { CsvExport } from './csv-export';
import { Results } from './results';
import { SheetSession } from './sheet-session';
import type { SheetSummary } from './sheet-summary';

/** A cell at the time of a press. */
export interface PressedCell extends SelectedCell {
  /** Those of its row. */
  readonly contents: string;
}

/** How often a sheet is checked that changes as a whole meanwhile. */
const MAX_CHECKS = 3;

/** The sheet's actions, for the pane and the ribbon. */
export class SheetActions {
  #session: SheetSession | undefined;
  #sendable: Sendable | undefined;
  /** The first selected cell of the caseload; empty while another sheet is active. */
  #selection = '';
  #watching: Promise<void> | undefined;
  #lastProblem = '';

  readonly fixes: Fixes;
  readonly results: Results;
  readonly csv: CsvExport;

  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly corrections: Corrections,
    private readonly sentRows: SentRows,
  ) {
    this.fixes = new Fixes(store, feedback, corrections, () => this.#session);
    this.results = new Results(this, feedback, sentRows);
    this.csv = new CsvExport(this, store, feedback);
    sentRows.onChange = () => this.#countSent();
    corrections.onChange = (known) => this.#session?.useCorrections(known);
  }

  /** The sheet as it was last read. */
  get session(): SheetSession | undefined {
    return this.#session;
  }

  /** The contents that the last check has passed: only these are submitted, even if the sheet has changed since. */
  get sendable(): Sendable | undefined {
    return this.#sendable;
  }

  /** Reads the sheet with the current lists. */
  async open(): Promise<void> {
    // First, so that no edit is missed while the sheet is read.
    await this.watch();
    await this.corrections.open();
    const { site } = this.store.get();
    if (site === undefined) return;
    this.#session?.close();
    this.#session = new SheetSession(
      createLookups(site),
      site.timeZone,
      (sheet) => {
        this.store.set({ sheet, selected: this.#findingsAt(this.#selection) });
        this.#countSent();
        if (this.store.get().screen.name === 'fixes') this.fixes.refresh();
      },
      (error) => this.feedback.fail(error),
    );
    await this.#refresh(SHEET_NOTICES.reading);
  }

  /** Rereads the sheet. */
  refresh(): Promise<SheetSummary | undefined> {
    return this.#refresh(SHEET_NOTICES.reading);
  }

  async #refresh(label: string): Promise<SheetSummary | undefined> {
    return this.feedback.during(label, (tell) => this.#session?.refresh(tell));
  }

  /** Keeps the sheet current during edits. If Excel refuses, the next check tries again. */
  async watch(): Promise<void> {
    this.#watching ??= watchSheets((event) => this.#handle(event));
    await this.#watching.catch((error: unknown) => {
      this.#watching = undefined;
      this.feedback.fail(error);
    });
  }

  #handle(event: SheetEvent): void {
    if (event.type !== 'selected') {
      if (event.type !== 'sheets' && event.sheetId === this.#session?.sheetId) this.#edited();
      this.#session?.handle(event);
      return;
    }
    this.#selection = event.sheetId === this.#session?.sheetId ? firstCell(event.address) : '';
    this.store.set({ selected: this.#findingsAt(this.#selection) });
  }

  /** The user has changed the sheet. What was about to be sent is no longer what is there. */
  #edited(): void {
    this.feedback.begin();
    if (this.store.get().screen.name !== 'submit') return;
    this.store.set({ screen: { name: 'sheet' } });
    this.feedback.notify({ intent: 'info', ...SHEET_NOTICES.changedSince });
  }

  #findingsAt(address: string): PaneState['selected'] {
    const row = Number(/\d+$/.exec(address)?.[0] ?? 0);
    const session = this.#session;
    const findings = (session?.findingsAt(row) ?? [])
      .filter((finding) => finding.cells.includes(address))
      .map((finding) => ({
        ...finding,
        suggestions: session?.choicesFor(finding) ?? [],
        isGuess: finding.suggestions.length > 0 && finding.code !== 'cell.hidden-characters',
        remedies: session?.remediesFor(finding, row) ?? [],
      }));
    return findings.length > 0 ? { address, findings } : undefined;
  }

  setPicks(picks: TemplatePicks): void {
    memory.writePicks(picks);
    this.store.set({ picks });
  }

  /** Inserts the template. @param replace the contents that the user agreed to replace */
  async insertTemplate(replace?: UsedSheet): Promise<void> {
    const { site, picks } = this.store.get();
    if (site === undefined) return this.showSignInFirst();
    const outcome = await this.feedback.during(SHEET_NOTICES.inserting, () => insertTemplate(picks, site, replace));
    if (outcome === undefined) return;
    if (outcome.status === 'in-use') {
      this.store.set({
        question: {
          ...SHEET_NOTICES.replace(outcome.sheet, outcome.address, outcome.tables),
          run: () => void this.insertTemplate(outcome),
        },
      });
    } else if (this.isInserted(outcome)) {
      this.store.set({ screen: { name: 'sheet' }, notice: undefined });
      await this.#refresh(SHEET_NOTICES.reading);
    }
  }

  /** Whether a template was inserted; if not, says why. */
  isInserted(outcome: TemplateOutcome): boolean {
    if (outcome.status !== 'inserted') this.feedback.notify({ intent: 'warning', ...SHEET_NOTICES[outcome.status](outcome.sheet) });
    return outcome.status === 'inserted';
  }

  /** Removes the template's sample and instructions. */
  async removeLeftovers(): Promise<void> {
    const [session, rows] = [this.#session, this.store.get().sheet?.leftovers ?? []];
    if (session === undefined || rows.length === 0) return;
    const removed = await this.feedback.during(SHEET_NOTICES.removing, async () => (await session.rows.remove(rows)) ?? []);
    if (removed?.length === 0) this.feedback.notify({ intent: 'warning', ...SHEET_NOTICES.notRemoved });
    const { sheet } = this.store.get();
    if (removed !== undefined && removed.length > 0 && sheet?.rows === 0) await this.goTo(`A${sheet.firstRow}`);
  }

  /**
   * Checks the sheet, against the record too if the service can be reached. A sheet that changes meanwhile as a whole is checked again.
   * @returns undefined if that failed, which is shown, or if the user has signed out meanwhile
   */
  async check(): Promise<SheetSummary | undefined> {
    try {
      return await this.#check();
    } catch (error) {
      this.feedback.fail(error);
      return undefined;
    }
  }

  async #check(): Promise<SheetSummary | undefined> {
    this.store.set({ screen: { name: 'sheet' }, notice: undefined });
    await this.watch();
    for (let attempt = 1; ; attempt++) {
      const session = this.#session;
      const sheet = await this.#refresh(SHEET_NOTICES.checking);
      this.#sendable = undefined;
      if (sheet === undefined || session === undefined) return sheet;
      const { moment } = session;
      const stay = this.client.bind();
      const sendable = findSendable(session, sheet.errors + sheet.leftovers.length, this.sentRows);
      stay();
      this.#sendable = sendable;
      if (sendable === undefined || this.store.get().connection.status !== 'signed-in') return sheet;
      const checked = await this.feedback.during(SHEET_NOTICES.checkingRecord, async () => {
        const findings = await this.#recordFindings(sendable);
        return session.setRecordFindings(findings, moment);
      });
      if (session.moment.reading !== moment.reading && attempt < MAX_CHECKS && checked !== undefined) continue;
      if (checked !== undefined && this.#sendable?.errors === 0 && sheet.rows > 0) {
        const { rows, sent } = sendable;
        this.feedback.notify({ intent: 'success', title: SHEET_NOTICES.clean, detail: SHEET_NOTICES.ready(rows.length, sent) });
      }
      return checked;
    }
  }

  /** What the record says about the contents that are sent, whatever the sheet becomes meanwhile. */
  async #recordFindings(sendable: Sendable): Promise<readonly Finding[]> {
    const answer = await this.client.call(endpoints.checkSheet, { body: { cells: unsent(sendable) } });
    const { findings, effects, needsApproval } = answer;
    const recorded = findings.filter(({ code }) => isRecordCode(code));
    const errors = recorded.filter(({ severity }) => severity === 'error');
    // An answer has no room for all errors of a very wrong sheet.
    const untold = answer.errors - findings.filter(({ severity }) => severity === 'error').length;
    const wrong = new Set([...sendable.wrong, ...errors.flatMap(({ row }) => row ?? [])]);
    this.#sendable = {
      ...sendable,
      errors: sendable.errors + errors.length + untold,
      wrong,
      effects,
      needsApproval,
      warnings: recordWarnings(findings),
    };
    return recorded;
  }

  /** Forgets what the record says, and what could be sent. */
  forgetRecord(): void {
    this.#sendable = undefined;
    const session = this.#session;
    if (session?.layout != null) void this.feedback.guard(async () => void (await session.forgetRecord()));
  }

  /** Counts the rows that were submitted from here. */
  #countSent(): void {
    this.store.set({ sent: findSent(this.#session, this.sentRows) });
  }

  goTo(address: string): Promise<void> {
    const sheetId = this.#session?.sheetId;
    return sheetId === undefined ? Promise.resolve() : this.feedback.guard(() => goToCell(sheetId, address));
  }

  /** Selects the first cell of the problem after the selected one, or after the last one that this selected. */
  async nextProblem(): Promise<void> {
    const cells = this.#session?.problemCells() ?? [];
    const selected = cells.indexOf(this.#selection);
    const last = cells.indexOf(this.#lastProblem);
    const next = cells[((selected < 0 ? last : selected) + 1) % Math.max(1, cells.length)];
    if (next === undefined) return this.feedback.notify({ intent: 'success', title: SHEET_NOTICES.noMoreProblems });
    if (next === this.#selection) this.feedback.notify({ intent: 'info', title: SHEET_NOTICES.onlyProblem });
    this.#lastProblem = next;
    await this.goTo(next);
  }

  /** The selected cell, with the contents of its row; undefined if Excel doesn't tell. */
  async pressedCell(): Promise<PressedCell | undefined> {
    const cell = await selectedCell();
    return cell && { ...cell, contents: this.#contentsOf(cell.address) };
  }

  #contentsOf(address: string): string {
    return JSON.stringify(this.#session?.cells[Number(/\d+$/.exec(address)?.[0]) - 1]);
  }

  /** Writes the best suggestion into a cell, or puts its row right, unless it has moved or changed since it was pressed. */
  async fixCell({ sheetId, address, contents }: PressedCell): Promise<void> {
    const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
    const isCaseload = sheetId === this.#session?.sheetId && contents === this.#contentsOf(address);
    if (isCaseload && letters !== undefined && (await this.fixes.fixCell(Number(row), columnIndex(letters)))) return;
    const problem = isCaseload ? this.#findingsAt(address) : undefined;
    const isMarked = problem !== undefined;
    // Rows are removed in the pane only, where their numbers are seen.
    const [first] = (problem?.findings ?? []).flatMap(({ remedies, cells }) => remedies.map((remedy) => ({ remedy, cells })));
    if (first !== undefined && first.remedy.name !== 'remove-rows') return this.fixes.apply(first.remedy, first.cells.map(columnIndex));
    this.store.set({ screen: { name: 'sheet' } });
    this.feedback.notify({ intent: 'info', ...(isMarked ? SHEET_NOTICES.noSuggestion : SHEET_NOTICES.notMarked) });
  }

  /** Mends the header, unless it has changed since it was read. */
  async mendHeader(remedy: HeaderRemedy): Promise<void> {
    const sheetId = this.#session?.sheetId;
    if (sheetId === undefined) return;
    const isMended = await this.feedback.during(SHEET_NOTICES.mending, () => mendHeader(sheetId, remedy));
    await this.#refresh(SHEET_NOTICES.reading);
    if (isMended === false) this.feedback.notify({ intent: 'warning', ...SHEET_NOTICES.notRemoved });
  }

  /** Writes a value into the wrong cell at an address. */
  async fixWith(address: string, text: string): Promise<void> {
    const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
    if (letters !== undefined) await this.fixes.fixCell(Number(row), columnIndex(letters), text);
  }

  showSignInFirst(): void {
    this.feedback.notify({ intent: 'warning', until: 'signed in', ...NOTICES.signInFirst });
  }
}

/** `Sheet1!B2:C9` -> `B2` */
function firstCell(address: string): string {
  return (address.split('!').at(-1) ?? '').split(/[:,]/)[0] ?? '';
}
