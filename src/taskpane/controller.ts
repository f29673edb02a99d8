import type { Upload } from '../api/uploads';
import { columnIndex } from '../core/caseload/cells';
import { isOfSheet } from '../core/sending/upload-name';
import { currentLanguage, type Language } from '../core/text/language';
import { RESULT } from '../core/text/log';
import { RIBBON } from '../core/text/pane/ribbon';
import { NOTICES } from '../core/text/pane/shell';
import { handleActions, type RibbonAction } from '../excel/commands/ribbon';
import { showPane } from '../excel/commands/visibility';
import { CurrentCaseload } from './caseload/current-caseload';
import { CaseloadReport } from './caseload/report';
import { canTransfer, Transfer } from './caseload/transfer';
import { Corrections } from './fixes/corrections';
import { speak } from './language/language';
import { MatchColumns } from './match/match-columns';
import { Sources } from './match/sources';
import { Client } from './service/client';
import { Connection } from './service/connection';
import { memory } from './service/local-memory';
import { Audit } from './settings/administration/audit';
import { Automation } from './settings/administration/automation';
import { SiteSettings } from './settings/administration/site-settings';
import { Users } from './settings/administration/users';
import { OwnLists } from './settings/own-lists';
import { type PressedCell, SheetActions } from './sheet/sheet-actions';
import type { SheetViewActions } from './sheet/view/sheet-view-actions';
import { Feedback } from './shell/feedback';
import type { PaneState, Place } from './shell/pane-state';
import { createStore, type Store } from './shell/store';
import { Batches } from './uploads/sending/batches';
import { SentRows } from './uploads/sending/sent-rows';
import { Submission } from './uploads/sending/submission';
import { UploadFixes } from './uploads/upload-fixes';
import { Uploads } from './uploads/uploads';

/** What can be seen on the sheet alone. */
const WITHOUT_PANE: readonly RibbonAction[] = ['newTemplate', 'checkSheet', 'nextProblem', 'fixCell'];

const NO_CELL: PressedCell = { sheetId: '', address: '', contents: '' };

/** Connects the parts of the pane and the ribbon. */
export class Controller {
  readonly store: Store<PaneState> = createStore<PaneState>({
    screen: { name: 'sheet' },
    connection: { status: 'starting' },
    site: undefined,
    language: currentLanguage(),
    picks: memory.readPicks(),
    skipsGlance: memory.skipsGlance.read() ?? false,
    sheet: undefined,
    sent: { rows: 0, clean: 0, upload: undefined },
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
  readonly #sources = new Sources(this.#client);
  readonly match = new MatchColumns(this.#client, this.store, this.feedback, this.sheet, this.#sources);
  readonly currentCaseload = new CurrentCaseload(this.#client, this.store, this.feedback, this.sheet);
  readonly report = new CaseloadReport(this.#client, this.store, this.feedback);
  readonly transfer = new Transfer(this.#client, this.store, this.feedback, this.sheet, () => this.connection.readLists());
  readonly connection = new Connection(
    this.#client,
    this.store,
    this.feedback,
    async () => {
      await this.sheet.open();
      void this.uploads.load();
    },
    () => {
      this.batches.dismiss();
      this.match.forget();
      this.transfer.forget();
      this.sheet.forgetRecord();
    },
  );
  readonly siteSettings = new SiteSettings(this.#client, this.store, this.feedback);
  readonly automation = new Automation(this.#client, this.store, this.feedback);
  readonly audit = new Audit(this.#client, this.store, this.feedback);
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

  readonly #running = new Set<RibbonAction>();
  #started: Promise<void> = Promise.resolve();
  #turn: Promise<void> = Promise.resolve();

  /** The actions of the sheet’s screen. */
  readonly sheetView: SheetViewActions = {
    insertTemplate: () => void this.sheet.insertTemplate(),
    pick: (picks) => this.sheet.setPicks(picks),
    removeLeftovers: () => void this.sheet.removeLeftovers(),
    removeResults: () => void this.sheet.results.remove(),
    check: () => void this.sheet.check(),
    fix: () => this.show('fixes'),
    fixCell: (address, text) => void this.sheet.fixWith(address, text),
    remedy: (remedy, cells) => void this.sheet.fixes.apply(remedy, cells.map(columnIndex)),
    mendHeader: (remedy) => void this.sheet.mendHeader(remedy),
    nextProblem: () => void this.sheet.nextProblem(),
    viewLog: (upload) => void this.uploads.openLog(upload),
    submit: () => void this.submission.submit(),
    submitClean: () => void this.submission.submitClean(),
    testUpload: () => void this.submission.test(),
    exportCsv: () => void this.sheet.csv.make(),
    matchColumns: () => void this.match.open(),
    transferCaseload: () => this.transfer.open(),
    currentCaseload: () => this.currentCaseload.open(),
    report: () => void this.report.open(),
    connect: () => void this.connection.connect(),
    goTo: (address) => void this.sheet.goTo(address),
  };

  /** Connects, reads the sheet, and keeps both current. */
  async start(): Promise<void> {
    this.#corrections.remembered = (correction) => void this.#sources.correct(this.sheet.session?.sheetId, correction);
    this.uploads.recordChanged = () => {
      this.sheet.forgetRecord();
      void this.feedback.guard(() => this.transfer.offerDisabling());
    };
    this.uploads.resultsChanged = async (upload) => {
      const { sheet } = this.store.get();
      if (sheet?.results !== undefined && isOfSheet(upload.name, sheet.title)) await this.writeResults(upload);
    };
    this.uploads.fixErrors = (upload) => void this.uploadFixes.open(upload);
    handleActions((action) => this.#runAction(action));
    this.#started = this.connection.connect();
    await this.#started;
  }

  /** The buttons are always enabled, since changing them clears Excel’s undo stack on desktops (OfficeDev/office-js#3788). */
  async #runAction(action: RibbonAction): Promise<void> {
    // Pressed twice. Both ways to send are one: the second would hide the outcome of the first. Each cell is fixed by a press of its own.
    const kind = action === 'testUpload' ? 'submit' : action;
    if (action !== 'fixCell' && this.#running.has(kind)) return;
    this.#running.add(kind);
    try {
      await this.#runWhenIdle(action, this.#press(action));
    } finally {
      this.#running.delete(kind);
    }
  }

  /** A press while the pane starts, or during another operation, waits for the end of that. */
  async #runWhenIdle(action: RibbonAction, work: () => unknown): Promise<void> {
    const isShown = await showPane();
    if (action === 'help') return this.help();
    // Only looks: an upload that is being followed must not hold it up.
    if (action === 'uploads' && isShown) return this.show('uploads');
    // One after the other: an operation has pauses in which another could begin.
    const turn = this.#turn.then(async () => {
      await this.#started;
      await this.#idle();
      await this.#act(action, work, isShown);
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #act(action: RibbonAction, work: () => unknown, isShown: boolean): Promise<void> {
    const reason = this.#obstacle(action);
    this.feedback.begin();
    if (reason !== undefined) return this.feedback.notify({ intent: 'info', ...reason });
    // Nobody would see what is asked, sent or listed.
    if (!isShown && !WITHOUT_PANE.includes(action)) {
      const run = () => {
        this.feedback.dismiss();
        void this.#runAction(action);
      };
      return this.feedback.notify({ intent: 'info', ...RIBBON.wasClosed(RIBBON.names[action]), action: { label: RIBBON.goOn, run } });
    }
    await work();
  }

  /** What a press does when its turn comes. */
  #press(action: RibbonAction): () => unknown {
    if (action !== 'fixCell') return this.#actions[action];
    // The cell of the press: another one may be selected by then.
    const cell = this.sheet.pressedCell();
    return async () => this.sheet.fixCell((await cell) ?? NO_CELL);
  }

  readonly #actions: Readonly<Record<Exclude<RibbonAction, 'fixCell'>, () => unknown>> = {
    newTemplate: () => this.sheet.insertTemplate(),
    matchColumns: () => this.match.open(),
    transferCaseload: () => this.transfer.open(),
    checkSheet: () => this.sheet.check(),
    nextProblem: () => this.sheet.nextProblem(),
    fixErrors: () => this.show('fixes'),
    exportCsv: () => this.sheet.csv.make(),
    // One click.
    testUpload: () => this.submission.test(false),
    submit: () => this.submission.submit(false),
    uploads: () => this.show('uploads'),
    help: () => this.help(),
  };

  #idle(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.store.get().busy !== undefined) return;
        stop();
        resolve();
      };
      const stop = this.store.subscribe(look);
      look();
    });
  }

  /** Why there is nothing to do for a button, and what to do instead. */
  #obstacle(action: RibbonAction): { readonly title: string; readonly detail?: string } | undefined {
    const { sheet, connection } = this.store.get();
    if (action === 'uploads') return undefined;
    if ((action === 'submit' || action === 'testUpload') && connection.status === 'signed-out') return NOTICES.signInToSubmit;
    if (action === 'transferCaseload' && connection.status !== 'signed-in') return NOTICES.signInFirst;
    const needsCaseload = !(['newTemplate', 'matchColumns', 'transferCaseload'] as readonly RibbonAction[]).includes(action);
    if (needsCaseload && sheet?.isCaseload !== true) return RIBBON.noCaseload;
    if (action === 'transferCaseload' && connection.status === 'signed-in' && !canTransfer(connection.session.securities))
      return RIBBON.noTransfer;
    if (action === 'fixErrors' && (sheet?.errors ?? 0) + (sheet?.warnings ?? 0) === 0) return RIBBON.nothingToFix;
    return undefined;
  }

  /** Shows the help in the pane. */
  help(): void {
    this.store.set({ screen: { name: 'help' } });
  }

  /** Writes an upload's results beside the rows of the open sheet. */
  async writeResults(upload: Upload): Promise<void> {
    await this.feedback.guard(async () => {
      const rows = await this.uploads.wholeLog(upload.id);
      await this.sheet.results.write(
        upload.id,
        rows.map((row) => ({ ...row, text: RESULT.describe(row) })),
      );
    });
  }

  show(place: Place): void {
    this.feedback.begin();
    this.store.set({ screen: { name: place } });
    if (place === 'fixes') this.sheet.fixes.refresh();
    if (place === 'uploads') void this.uploads.load();
  }

  /** Shows the pane in a language; undefined for Excel's. */
  async chooseLanguage(language: Language | undefined): Promise<void> {
    memory.language.write(language);
    await speak(language);
    this.feedback.begin();
    this.store.set({ language: currentLanguage(), notice: undefined });
    // Its findings are sentences, too.
    await this.sheet.open();
  }

  answer(way: 'confirm' | 'other' | 'cancel'): void {
    const { question } = this.store.get();
    this.store.set({ question: undefined });
    if (way === 'confirm') question?.run();
    if (way === 'other') question?.other?.run();
  }
}
