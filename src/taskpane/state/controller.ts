import type { Cells } from '../../core/cells';
import type { Upload } from '../../core/contract';
import { createLookups } from '../../core/lookup';
import type { TemplatePicks } from '../../core/template';
import { deleteRows, goToCell } from '../../excel/read';
import { enableButtons, handleActions, type RibbonAction } from '../../excel/ribbon';
import { ExcelProblem } from '../../excel/run';
import { insertTemplate } from '../../excel/template';
import { type SheetEvent, watchSheets } from '../../excel/watch';
import { Client, ServiceProblem } from './client';
import { forgetSubmission, memory, submissionKey } from './memory';
import type { Notice, PaneState, Place } from './pane';
import { SheetSession, type SheetSummary } from './sheet-session';
import { createStore, type Store } from './store';
import { Uploads } from './uploads';

/** Everything the pane and the ribbon do. Views show its state and call its methods. */
export class Controller {
  readonly store: Store<PaneState> = createStore<PaneState>({
    place: 'sheet',
    connection: { status: 'starting' },
    site: undefined,
    picks: memory.readPicks(),
    sheet: undefined,
    selected: undefined,
    busy: undefined,
    notice: undefined,
    question: undefined,
    uploadTab: 'in-progress',
    uploads: undefined,
    log: undefined,
  });
  readonly client = new Client('/api');
  readonly uploads = new Uploads(this.client, this.store, (error) => this.#fail(error));
  #session: SheetSession | undefined;
  /** The first selected cell of the caseload's sheet; empty while another sheet is active. */
  #selection = '';
  #lastProblem = { row: 0, address: '' };

  /** Connects, reads the sheet, and keeps both up to date. */
  async start(): Promise<void> {
    handleActions((action) => this.#runAction(action));
    this.store.subscribe(() => this.#enableButtons());
    await this.connect();
    await this.#guard(() => watchSheets((event) => this.#handle(event)));
  }

  // -- Signing in

  /** Finds out who is signed in; where demo sign-in is on, the first user of the sample site is. */
  async connect(): Promise<void> {
    this.client.setToken(memory.token.read());
    try {
      const session = this.client.signedIn ? await this.client.session().catch(ignoreSignedOut) : undefined;
      if (session !== undefined) await this.#openSession(session);
      else await this.#signInDemo();
    } catch (error) {
      if (error instanceof ServiceProblem && error.offline) await this.#workOffline();
      else this.#fail(error);
    }
  }

  async #signInDemo(): Promise<void> {
    this.client.setToken(undefined);
    const users = await this.client.demoUsers().catch(() => []);
    const [first] = users;
    if (first === undefined) this.store.set({ connection: { status: 'signed-out', users } });
    else await this.signIn(first.email);
  }

  signIn(email: string): Promise<void> {
    return this.#guard(async () => {
      const session = await this.client.signIn(email);
      memory.token.write(session.token);
      await this.#openSession(session);
    });
  }

  signOut(): Promise<void> {
    return this.#guard(async () => {
      await this.client.signOut();
      memory.token.write(undefined);
      const users = await this.client.demoUsers().catch(() => []);
      this.store.set({ connection: { status: 'signed-out', users }, uploads: undefined, log: undefined });
    });
  }

  async #openSession(session: Extract<PaneState['connection'], { status: 'signed-in' }>['session']): Promise<void> {
    const site = await this.client.site();
    memory.rememberLists(site);
    this.store.set({ connection: { status: 'signed-in', session }, site });
    await this.#openSheet();
    void this.uploads.show(this.store.get().uploadTab);
  }

  async #workOffline(): Promise<void> {
    const known = memory.lists.read();
    this.store.set({ connection: { status: 'offline', listsFrom: known?.at ?? null }, site: known?.site });
    if (known !== undefined) await this.#openSheet();
  }

  // -- The sheet

  async #openSheet(): Promise<void> {
    const { site } = this.store.get();
    if (site === undefined) return;
    this.#session = new SheetSession(
      createLookups(site),
      site.timeZone,
      (sheet) => this.store.set({ sheet, selected: this.#findingsAt(this.#selection) }),
      (error) => this.#fail(error),
    );
    await this.#refresh('Reading the sheet');
  }

  async #refresh(label: string): Promise<SheetSummary | undefined> {
    return this.#during(label, (tell) => this.#session?.refresh(tell));
  }

  #handle(event: SheetEvent): void {
    if (event.type !== 'selected') {
      this.#session?.handle(event);
      return;
    }
    this.#selection = event.sheetId === this.#session?.sheetId ? firstCell(event.address) : '';
    this.store.set({ selected: this.#findingsAt(this.#selection) });
  }

  #findingsAt(address: string): PaneState['selected'] {
    const row = Number(/\d+$/.exec(address)?.[0] ?? 0);
    const findings = (this.#session?.findingsAt(row) ?? []).filter((finding) => finding.cells.includes(address));
    return findings.length > 0 ? { address, findings } : undefined;
  }

  setPicks(picks: TemplatePicks): void {
    memory.writePicks(picks);
    this.store.set({ picks });
  }

  /** Inserts the template; what stands on the first worksheet is covered only after a yes. */
  async insertTemplate(cover = false): Promise<void> {
    const { site, picks } = this.store.get();
    if (site === undefined) return this.#tellSignIn();
    const outcome = await this.#during('Inserting the template', () => insertTemplate(picks, site, cover));
    if (outcome === undefined) return;
    if (outcome.status === 'in-use') {
      this.store.set({
        question: {
          title: `Replace what is on “${outcome.sheet}”?`,
          detail: `The first worksheet is in use (${outcome.address}). The template would take its place. To keep it, add a worksheet to its left first.`,
          confirm: 'Replace',
          run: () => void this.insertTemplate(true),
        },
      });
    } else if (outcome.status === 'hidden') {
      this.#notify({
        intent: 'warning',
        title: `The first worksheet, “${outcome.sheet}”, is hidden`,
        detail: 'Only the first worksheet is uploaded. Unhide it, or move the sheet you want to use to the far left.',
      });
    } else {
      this.store.set({ place: 'sheet', notice: undefined });
      await this.#refresh('Reading the sheet');
    }
  }

  /** Takes the template's sample and instructions off the sheet. */
  async removeLeftovers(): Promise<void> {
    const [session, rows] = [this.#session, this.store.get().sheet?.leftovers ?? []];
    const { sheetId } = session ?? {};
    if (sheetId === undefined || rows.length === 0) return;
    await this.#during('Removing', () => deleteRows(sheetId, rows));
    await this.#refresh('Reading the sheet');
  }

  /** Checks everything, also against the record where the service can be reached. */
  async checkSheet(): Promise<SheetSummary | undefined> {
    this.store.set({ place: 'sheet', notice: undefined });
    const sheet = await this.#refresh('Checking the sheet');
    if (sheet === undefined || !sheet.isCaseload || this.store.get().connection.status !== 'signed-in') return sheet;
    const checked = await this.#during('Checking against the record', async () => {
      const answer = await this.client.check(this.#session?.cells ?? []);
      return this.#session?.setRecordFindings(answer.findings);
    });
    if (checked !== undefined && checked.errors === 0 && checked.rows > 0) {
      this.#notify({ intent: 'success', title: 'No problems found', detail: `${checked.rows} rows are ready to submit.` });
    }
    return checked;
  }

  goTo(address: string): Promise<void> {
    const sheetId = this.#session?.sheetId;
    return sheetId === undefined ? Promise.resolve() : this.#guard(() => goToCell(sheetId, address));
  }

  /** Selects the next marked cell after the one it selected last. */
  async nextProblem(): Promise<void> {
    const cells = this.#session?.markedCells() ?? [];
    const after = cells.findIndex((cell) => cell.row === this.#lastProblem.row && cell.address === this.#lastProblem.address);
    const next = cells[(after + 1) % Math.max(1, cells.length)];
    if (next === undefined) return this.#notify({ intent: 'success', title: 'No problems on the sheet' });
    this.#lastProblem = next;
    await this.goTo(next.address);
  }

  // -- Submitting

  /** One click: checks and, if the sheet is clean, sends it and shows the progress; if not, shows the problems. */
  async submit(): Promise<void> {
    if (this.store.get().connection.status === 'signed-out') return this.#tellSignIn();
    if (this.store.get().connection.status === 'offline') await this.connect();
    const sheet = await this.checkSheet();
    if (sheet === undefined) return;
    if (!sheet.isCaseload || sheet.errors > 0 || sheet.rows === 0) return this.#tellProblems(sheet);
    const session = this.#session;
    if (session === undefined) return;
    await this.#send(session.name, [...session.cells]);
  }

  /** Sends what was checked; a retry sends just that again, whatever became of the sheet meanwhile. */
  async #send(name: string, cells: Cells): Promise<void> {
    const submit = async () => this.client.submit(await submissionKey(name, cells), name, cells);
    const sent = await this.#during('Sending', submit, () => void this.#send(name, cells));
    if (sent === undefined) return;
    forgetSubmission();
    this.store.set({ place: 'uploads', notice: undefined });
    await this.uploads.show('in-progress');
    const done = await this.#during('Uploading', (tell) => this.uploads.follow(sent, (upload) => tell(upload.progress)));
    if (done !== undefined) await this.#tellOutcome(done);
  }

  async #tellOutcome(upload: Upload): Promise<void> {
    if (upload.state === 'complete') {
      await this.uploads.show('complete');
      this.#notify({
        intent: 'success',
        title: `${upload.accepted ?? 0} of ${upload.received} records accepted`,
        detail: `The upload is complete. An e-mail goes to ${upload.createdBy}.`,
        action: { label: 'View log', run: () => void this.uploads.openLog(upload.id) },
      });
    } else if (upload.state === 'needs-fixes') {
      this.#notify({
        intent: 'warning',
        title: 'The upload needs fixes',
        detail: 'The record changed since the sheet was checked. Nothing was applied. Check the sheet again.',
        action: { label: 'Check sheet', run: () => void this.checkSheet() },
      });
    } else if (upload.state === 'failed') {
      this.#notify({
        intent: 'error',
        title: 'The upload failed',
        detail: upload.problem ?? 'Nothing was applied.',
        action: { label: 'Retry', run: () => void this.uploads.retry(upload) },
      });
    }
  }

  #tellProblems(sheet: SheetSummary): void {
    if (sheet.isCaseload && sheet.errors > 0 && sheet.rows > 0) {
      const [title, detail] = [
        `${sheet.errors} ${sheet.errors === 1 ? 'problem' : 'problems'} to fix first`,
        'Nothing was sent. The cells are marked on the sheet.',
      ];
      this.#notify({ intent: 'warning', title, detail, action: { label: 'Next problem', run: () => void this.nextProblem() } });
    } else
      this.#notify({
        intent: 'warning',
        title: 'There is nothing to submit yet',
        detail: sheet.sheetFindings[0]?.message ?? 'Fill in the rows under the header.',
      });
  }

  // -- The ribbon

  async #runAction(action: RibbonAction): Promise<void> {
    await Office.addin.showAsTaskpane();
    if (action === 'newTemplate') await this.insertTemplate();
    else if (action === 'checkSheet') await this.checkSheet();
    else if (action === 'nextProblem') await this.nextProblem();
    else if (action === 'submit') await this.submit();
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
      submit: idle && isCaseload && connection.status !== 'signed-out',
      uploads: true,
      help: true,
    };
    enableButtons(enabled).catch((error: unknown) => this.#fail(error));
  }

  show(place: Place): void {
    this.store.set({ place });
    if (place === 'uploads') void this.uploads.show(this.store.get().uploadTab);
  }

  dismiss(): void {
    this.store.set({ notice: undefined });
  }

  answer(yes: boolean): void {
    const { question } = this.store.get();
    this.store.set({ question: undefined });
    if (yes) question?.run();
  }

  // -- What goes wrong

  #tellSignIn(): void {
    this.#notify({ intent: 'warning', title: 'Sign in first', detail: 'The template and its lists come from your site.' });
  }

  #notify(notice: Notice): void {
    this.store.set({ notice });
  }

  #fail(error: unknown, retry?: () => void): void {
    const action = retry === undefined ? {} : { action: { label: 'Retry', run: retry } };
    if (error instanceof ServiceProblem) {
      if (error.status === 401) {
        memory.token.write(undefined);
        void this.connect();
      }
      this.#notify({ intent: 'error', title: error.title, detail: error.detail, ...action });
    } else if (error instanceof ExcelProblem) this.#notify({ intent: 'error', title: error.message, ...action });
    else {
      console.error(error);
      this.#notify({
        intent: 'error',
        title: 'Something went wrong in the pane',
        detail: 'Your sheet is as it was. Close the pane, open it again, and try once more.',
        ...action,
      });
    }
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.#fail(error));
  }

  /** Does something that may take a while, and shows that it is going on; undefined if it failed, which is then said. */
  async #during<T>(
    label: string,
    work: (tell: (share: number) => void) => Promise<T> | undefined,
    retry?: () => void,
  ): Promise<T | undefined> {
    this.store.set({ busy: { label, share: null } });
    try {
      return await work((share) => this.store.set({ busy: { label, share } }));
    } catch (error) {
      this.#fail(error, retry);
      return undefined;
    } finally {
      this.store.set({ busy: undefined });
    }
  }
}

/** `Sheet1!B2:C9` -> `B2` */
function firstCell(address: string): string {
  return (address.split('!').at(-1) ?? '').split(/[:,]/)[0] ?? '';
}

function ignoreSignedOut(error: unknown): undefined {
  if (error instanceof ServiceProblem && error.status === 401) return undefined;
  throw error;
}
