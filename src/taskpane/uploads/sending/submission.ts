import { endpoints } from '../../../api/endpoints';
import type { Upload } from '../../../api/uploads';
import { RECOMMENDED_ROWS } from '../../../core/check/sheet-check';
import { isRecordCode } from '../../../core/rules/codes';
import { batchesOf, TEST_ROWS } from '../../../core/sending/batches';
import { participantOf } from '../../../core/sending/participants';
import { NOTICES } from '../../../core/text/pane/shell';
import { GLANCE, SUBMIT, UPLOAD_NOTICES, UPLOADS } from '../../../core/text/pane/uploads';
import type { Client } from '../../service/client';
import type { Connection } from '../../service/connection';
import { memory } from '../../service/local-memory';
import { sendCells } from '../../service/send-cells';
import type { KeptRow } from '../../sheet/row-changes';
import type { SheetActions } from '../../sheet/sheet-actions';
import type { SheetSummary } from '../../sheet/sheet-summary';
import type { Feedback } from '../../shell/feedback';
import type { PaneState } from '../../shell/pane-state';
import type { Store } from '../../shell/store';
import { timeOf } from '../upload-time';
import type { Uploads } from '../uploads';
import type { Batches } from './batches';
import { cleanRows } from './clean-rows';
import { type RowNote, recordWarnings } from './glance';
import type { GlanceActions } from './glance-view';
import { type Sendable, unsent } from './sendable';
import type { SentRows } from './sent-rows';

/** What the glance shows, to be sent. */
interface Shown {
  readonly sendable: Sendable;
  /** The rows that are kept back. */
  readonly kept: readonly KeptRow[];
  readonly keptNotes: readonly RowNote[];
  /** Whether they are the first rows only. */
  readonly isTest: boolean;
}

/** *Submit* and *Test upload*. */
export class Submission {
  /** What the glance shows. */
  #shown: Shown | undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly connection: Connection,
    private readonly sheet: SheetActions,
    private readonly uploads: Uploads,
    private readonly batches: Batches,
    private readonly sentRows: SentRows,
  ) {}

  /**
   * Checks the sheet, then submits it with progress, or shows its problems.
   * @param isAsked whether the user first sees what it changes, unless set otherwise; what the record warns of is always seen
   */
  submit(isAsked = true): Promise<void> {
    return this.#exclusively(() => this.#submitChecked(isAsked && !this.store.get().skipsGlance));
  }

  /** Checks the sheet, then shows what its rows without problems change, to submit these alone. */
  submitClean(): Promise<void> {
    return this.#exclusively(() => this.#showClean());
  }

  /** The actions of the glance. */
  readonly glance: GlanceActions = {
    submit: (inBatches) => void this.#exclusively(() => this.#sendShown(inBatches)),
    close: () => this.store.set({ screen: { name: 'sheet' } }),
    rowsOf: (staffId) => {
      const rows = new Set(this.#shown?.sendable.rows);
      return (this.sheet.session?.rowsOf(staffId) ?? []).filter(({ row }) => rows.has(row));
    },
    goTo: (address) => void this.sheet.goTo(address),
    skip: (isSkipped) => {
      memory.skipsGlance.write(isSkipped);
      this.store.set({ skipsGlance: isSkipped });
    },
  };

  /** Submits the first two rows; they count. @param isAsked as for `submit` */
  test(isAsked = true): Promise<void> {
    return this.#exclusively(() => this.#submitFirst(isAsked && !this.store.get().skipsGlance));
  }

  /**
   * One submission at a time, from the check to its outcome, since another could send rows that this one is sending: whatever is pressed
   * meanwhile joins it.
   */
  async #exclusively(submission: () => Promise<void>): Promise<void> {
    const job = this.store.get().batches?.status;
    if (job === 'running' || job === 'pausing') return this.feedback.notify({ intent: 'info', ...SUBMIT.batchesRun });
    this.#running ??= this.feedback.during(UPLOAD_NOTICES.preparing, submission).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #submitChecked(isAsked: boolean): Promise<void> {
    const sheet = await this.#check();
    if (sheet === undefined) return;
    const { sendable } = this.sheet;
    // Decided by the contents that are sent: the sheet may have changed since they were checked.
    if (!sheet.isCaseload || sheet.rows === 0 || sendable === undefined || sendable.errors > 0) return this.#showProblems(sheet);
    if (sendable.rows.length === 0) return this.#showAllSent(sendable.name);
    // Many rows are sent in one of two ways, which is asked first.
    const isLarge = sendable.rows.length > RECOMMENDED_ROWS;
    const warnings = [...swappedDates(sheet), ...sendable.warnings];
    const mayAsk = isAsked || warnings.length > 0;
    if (!isLarge && (!mayAsk || sendable.effects === null)) return this.#send(sendable, false);
    this.#show({ sendable: { ...sendable, warnings }, kept: [], keptNotes: [], isTest: false });
  }

  #show(shown: Shown): void {
    const { sendable, kept, keptNotes, isTest } = shown;
    const { name, rows, cells, layout, effects, needsApproval, warnings } = sendable;
    this.#shown = shown;
    const batches = batchesOf(rows, RECOMMENDED_ROWS, participantOf(cells, layout)).length;
    const glance = { name, rows: rows.length, batches, kept: kept.length, isTest, needsApproval, effects, warnings, keptNotes };
    this.store.set({ screen: { name: 'submit', glance }, notice: undefined });
  }

  async #showClean(): Promise<void> {
    const sheet = await this.#check();
    const [{ sendable }, session] = [this.sheet, this.sheet.session];
    if (sheet === undefined) return;
    const hasWrongSheet = sheet.leftovers.length > 0 || sheet.sheetFindings.some(({ severity }) => severity === 'error');
    if (!sheet.isCaseload || hasWrongSheet || sendable === undefined || session === undefined) return this.#showProblems(sheet);
    const clean = await cleanRows(sendable, (cells) => this.client.call(endpoints.checkSheet, { body: { cells } }));
    if (clean.sendable.rows.length === 0) return this.feedback.notify({ intent: 'warning', ...SUBMIT.noneClean(sendable.sent) });
    const isByRecord = (row: number) => {
      const errors = session.findingsAt(row).filter(({ severity }) => severity === 'error');
      return errors.length > 0 && errors.every(({ code }) => isRecordCode(code));
    };
    const notes = [
      { message: GLANCE.keptByRecord, rows: clean.kept.filter(isByRecord) },
      { message: GLANCE.keptAlong, rows: clean.along },
      { message: GLANCE.keptLeaning, rows: [...clean.leaning.keys()].sort((one, other) => one - other) },
    ];
    const kept = session.rows.kept(clean.kept, clean.reasons);
    const warnings = [...swappedDates(sheet), ...clean.sendable.warnings];
    this.#show({ sendable: { ...clean.sendable, warnings }, kept, keptNotes: notes.filter(({ rows }) => rows.length > 0), isTest: false });
  }

  async #sendShown(inBatches: boolean): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined || this.store.get().screen.name !== 'submit') return;
    const { sendable, kept, isTest } = shown;
    const { name, cells, layout, rows } = sendable;
    if (inBatches) void this.batches.start(name, cells, layout, rows);
    else await this.#send(sendable, isTest, kept);
  }

  async #submitFirst(isAsked: boolean): Promise<void> {
    const sheet = await this.#check();
    if (sheet === undefined) return;
    const { sendable } = this.sheet;
    const rows = sendable?.rows.slice(0, TEST_ROWS) ?? [];
    const isWrong = sheet.sheetFindings.some(({ severity }) => severity === 'error') || rows.some((row) => sendable?.wrong.has(row));
    if (sheet.isCaseload && sendable !== undefined && rows.length === 0 && sendable.sent > 0) return this.#showAllSent(sendable.name);
    if (sendable === undefined || !sheet.isCaseload || rows.length === 0 || isWrong) return this.#showProblems(sheet);
    const first = { ...sendable, rows, isPart: true };
    const swapped = swappedDates(sheet);
    const isWarned = swapped.length > 0 || sendable.warnings.some((warning) => warning.rows.some((row) => rows.includes(row)));
    const isSignedIn = this.store.get().connection.status === 'signed-in';
    if (!isSignedIn || !(isAsked || isWarned)) return this.#send(first, true);
    const { findings, effects, needsApproval } = await this.client.call(endpoints.checkSheet, { body: { cells: unsent(first) } });
    // A row may be right only as long as a later one is there.
    const wrong = findings.find(({ severity }) => severity === 'error');
    if (wrong !== undefined) return this.feedback.notify({ intent: 'warning', ...SUBMIT.firstAlone(wrong.row, wrong.message) });
    this.#show({
      sendable: { ...first, effects, needsApproval, warnings: [...swapped, ...recordWarnings(findings)] },
      kept: [],
      keptNotes: [],
      isTest: true,
    });
  }

  async #check(): Promise<SheetSummary | undefined> {
    const { status } = this.store.get().connection;
    if (status === 'signed-out') {
      this.feedback.notify({ intent: 'warning', until: 'signed in', ...NOTICES.signInToSubmit });
      return undefined;
    }
    if (status === 'offline') await this.connection.connect();
    // What one user has begun is not sent as another.
    const stay = this.client.bind();
    const sheet = await this.sheet.check();
    stay();
    return sheet;
  }

  /** Submits checked contents. A retry submits the same, even if the sheet has changed since. */
  async #send(sendable: Sendable, isTest: boolean, kept: readonly KeptRow[] = []): Promise<void> {
    const { name, cells, rows } = sendable;
    const part = unsent(sendable);
    const upload = await this.feedback.during(
      UPLOAD_NOTICES.sending,
      () => sendCells(this.client, name, part, isTest),
      () => void this.#exclusively(() => this.#send(sendable, isTest, kept)),
    );
    if (upload === undefined) return;
    this.sentRows.add(name, cells, rows, upload.id);
    // What was left of them is sent by this.
    if (!isTest) this.batches.dismiss();
    this.store.set({ notice: undefined });
    await this.uploads.show('in-progress');
    const done = await this.feedback.during(UPLOAD_NOTICES.uploading, (tell) =>
      this.uploads.follow(upload, (seen) => tell(seen.progress, UPLOADS.states[seen.state])),
    );
    if (done === undefined) return;
    await this.uploads.showOutcome(done, timeOf(done));
    if (isTest && done.state === 'complete') this.#showTested(done.accepted ?? 0);
    if (kept.length > 0 && done.state === 'complete') await this.#moveKept(done, kept);
    // Once the outcome is shown, the submission is over: the next press must not join it.
    if (!isTest) void this.uploads.offerCancel(name);
  }

  async #moveKept({ id, accepted }: Upload, kept: readonly KeptRow[]): Promise<void> {
    const moved = await this.feedback.during(UPLOAD_NOTICES.keeping, () => this.sheet.session?.rows.moveKept(kept, SUBMIT.keptSheet));
    if (moved === undefined || moved === 0) return this.feedback.notify({ intent: 'warning', ...SUBMIT.notKept });
    await this.sheet.check();
    this.feedback.notify({
      intent: 'success',
      ...SUBMIT.kept(accepted ?? 0, moved, this.sheet.session?.name ?? SUBMIT.keptSheet),
      action: { label: UPLOAD_NOTICES.viewLog, run: () => void this.uploads.openLog(id) },
    });
  }

  /** Whoever knows better, for example after another person has undone the upload, submits again: the record is asked. */
  #showAllSent(name: string): void {
    const { action, ...notice } = SUBMIT.allSent;
    const run = () => {
      this.sentRows.forgetSheet(name);
      void this.submit();
    };
    this.feedback.notify({ intent: 'info', ...notice, action: { label: action, run } });
  }

  #showTested(accepted: number): void {
    const { action, ...notice } = SUBMIT.tested(accepted);
    this.feedback.notify({ intent: 'success', ...notice, action: { label: action, run: () => void this.submit() } });
  }

  #showProblems(sheet: SheetSummary): void {
    const errors = this.sheet.sendable?.errors ?? 0;
    if (sheet.leftovers.length > 0 && sheet.errors === 0) {
      this.feedback.notify({ intent: 'info', ...SUBMIT.leftovers });
    } else if (sheet.isCaseload && errors > 0 && sheet.rows > 0) {
      const { action, ...notice } = SUBMIT.problems(sheet.errors > 0 ? sheet.errors : errors);
      this.feedback.notify({ intent: 'warning', ...notice, action: { label: action, run: () => void this.sheet.nextProblem() } });
    } else {
      const { title, detail } = SUBMIT.nothing;
      this.feedback.notify({ intent: 'warning', title, detail: sheet.sheetFindings[0]?.message ?? detail });
    }
  }
}

/** That dates may be wrong though each of them looks right, which concerns all rows: what shows it is not among those at risk. */
function swappedDates({ sheetFindings }: SheetSummary): readonly RowNote[] {
  return sheetFindings
    .filter(({ code }) => code === 'column.date-order')
    .map(({ message, row }) => ({ message, rows: row === undefined ? [] : [row] }));
}
