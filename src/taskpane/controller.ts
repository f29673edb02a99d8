import type { Upload } from '../api/uploads';
import { describeResult } from '../core/text/en/log';
import { enableButtons, handleActions, type RibbonAction } from '../excel/ribbon';
import { watchSheets } from '../excel/watch';
import { Corrections } from './fixes/corrections';
import { MatchColumns } from './match/match-columns';
import { Client } from './service/client';
import { Connection } from './service/connection';
import { memory } from './service/local-memory';
import { OwnLists } from './settings/own-lists';
import { Users } from './settings/users';
import { SheetActions } from './sheet/sheet-actions';
import type { SheetViewActions } from './sheet/sheet-view';
import { Feedback } from './shell/feedback';
import type { PaneState, Place } from './shell/pane-state';
import { createStore, type Store } from './shell/store';
import { canTransfer, Transfer } from './transfer/transfer';
import { Batches } from './uploads/batches';
import { SentRows } from './uploads/sent-rows';
import { Submission } from './uploads/submission';
import { UploadFixes } from './uploads/upload-fixes';
import { Uploads } from './uploads/uploads';

/** Connects the parts of the pane and the ribbon. */
export class Controller {
  readonly store: Store<PaneState> = createStore<PaneState>({
    screen: { name: 'sheet' },
    connection: { status: 'starting' },
    site: undefined,
    picks: memory.readPicks(),
    sheet: undefined,
    selected: undefined,
    fixes: undefined,
    busy: undefined,
    notice: undefined,
    question: undefined,
    batches: undefined,
    uploadTab: 'in-progress',
    uploadSearch: '',
    uploads: undefined,
    users: undefined,
  });
  readonly #client = new Client();
  readonly feedback = new Feedback(this.store);
  readonly #sentRows = new SentRows();
  readonly uploads = new Uploads(this.#client, this.store, this.feedback, this.#sentRows);
  readonly batches = new Batches(this.#client, this.store, this.feedback, this.uploads, this.#sentRows);
  readonly #corrections = new Corrections(this.#client, this.store);
  readonly sheet = new SheetActions(this.#client, this.store, this.feedback, this.#corrections, this.#sentRows);
  readonly uploadFixes = new UploadFixes(this.#client, this.store, this.feedback, this.uploads, this.sheet.fixes, this.#corrections);
  readonly match = new MatchColumns(this.#client, this.store, this.feedback, this.sheet);
  readonly transfer = new Transfer(this.#client, this.store, this.feedback, this.sheet);
  readonly connection = new Connection(this.#client, this.store, this.feedback, async () => {
    await this.sheet.open();
    void this.uploads.load();
  });
  readonly users = new Users(this.#client, this.store, this.feedback);
  readonly ownLists = new OwnLists(this.feedback, this.connection);
  readonly submission = new Submission(
    this.#client,
    this.store,
    this.feedback,
    this.connection,
    this.sheet,
    this.uploads,
    this.batches,
    this.#sentRows,
  );

  /** The actions of the sheet’s screen. */
  readonly sheetView: SheetViewActions = {
    insertTemplate: () => void this.sheet.insertTemplate(),
    pick: (picks) => this.sheet.setPicks(picks),
    removeLeftovers: () => void this.sheet.removeLeftovers(),
    removeResults: () => void this.sheet.results.remove(),
    check: () => void this.sheet.check(),
    fix: () => this.show('fixes'),
    submit: () => void this.submission.submit(),
    testUpload: () => void this.submission.test(),
    exportCsv: () => void this.sheet.csv.make(),
    matchColumns: () => void this.match.open(),
    transferCaseload: () => this.transfer.open(),
    connect: () => void this.connection.connect(),
    goTo: (address) => void this.sheet.goTo(address),
  };

  /** Connects, reads the sheet, and keeps both current. */
  async start(): Promise<void> {
    this.uploads.fixErrors = (upload) => void this.uploadFixes.open(upload);
    handleActions((action) => this.#runAction(action));
    this.store.subscribe(() => this.#enableButtons());
    // First, so that no edit is missed while the sheet is read.
    await this.feedback.guard(() => watchSheets((event) => this.sheet.handle(event)));
    await this.connection.connect();
  }

  async #runAction(action: RibbonAction): Promise<void> {
    await Office.addin.showAsTaskpane();
    if (action === 'newTemplate') await this.sheet.insertTemplate();
    else if (action === 'checkSheet') await this.sheet.check();
    else if (action === 'nextProblem') await this.sheet.nextProblem();
    else if (action === 'fixErrors') this.show('fixes');
    else if (action === 'matchColumns') await this.match.open();
    else if (action === 'transferCaseload') this.transfer.open();
    else if (action === 'exportCsv') await this.sheet.csv.make();
    else if (action === 'testUpload') await this.submission.test();
    else if (action === 'submit') await this.submission.submit();
    else if (action === 'uploads') this.show('uploads');
    else window.open('/help.html', '_blank', 'noopener');
  }

  #enableButtons(): void {
    const { sheet, connection, busy } = this.store.get();
    const idle = busy === undefined;
    const isCaseload = sheet?.isCaseload ?? false;
    const enabled = {
      newTemplate: idle,
      checkSheet: idle && isCaseload,
      nextProblem: idle && (sheet?.errors ?? 0) + (sheet?.warnings ?? 0) > 0,
      fixErrors: (sheet?.errors ?? 0) + (sheet?.warnings ?? 0) > 0,
      testUpload: idle && isCaseload && connection.status !== 'signed-out',
      submit: idle && isCaseload && connection.status !== 'signed-out',
      matchColumns: idle,
      transferCaseload: idle && connection.status === 'signed-in' && canTransfer(connection.session.securities),
      exportCsv: idle && isCaseload,
      uploads: true,
      help: true,
    };
    void enableButtons(enabled);
  }

  /** Writes an upload's results beside the rows of the open sheet. */
  async writeResults(upload: Upload): Promise<void> {
    await this.feedback.guard(async () => {
      const rows = await this.uploads.wholeLog(upload.id);
      await this.sheet.results.write(rows.map((row) => ({ row: row.row, participantId: row.participantId, text: describeResult(row) })));
    });
  }

  show(place: Place): void {
    this.store.set({ screen: { name: place } });
    if (place === 'fixes') this.sheet.fixes.refresh();
    if (place === 'uploads') void this.uploads.load();
  }

  answer(way: 'confirm' | 'other' | 'cancel'): void {
    const { question } = this.store.get();
    this.store.set({ question: undefined });
    if (way === 'confirm') question?.run();
    if (way === 'other') question?.other?.run();
  }
}
