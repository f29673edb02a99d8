import { ExcelProblem } from '../run';
import { callFunctions, install, type Obstacle, writeTexts } from './installation';
import { Marks, PARTS, type RowMarks } from './marks';
import type { MarkStream } from './stream';

/**
 * How highlights are shown: at once; only when the sheet is checked, because Excel does not calculate by itself or does not call the
 * add-in; or not at all.
 */
export type HighlightState = 'live' | 'on-check' | Obstacle | 'failed';

/** The time within which Excel calls the function in new cells, in milliseconds. */
const CALL_TIME = 5000;
/** The share of it after which cells that were there before are written again, as in a workbook that was opened. */
const REOPENED = 0.4;
const LOOK_EVERY = 50;

/** The highlights of the first worksheet. What keeps them from being shown never stops what calls them. */
export class Highlights {
  readonly #marks = new Marks();
  #state: HighlightState = 'live';
  #sheetId: string | undefined;
  #isClosed = false;
  #isWaiting = false;
  #isRefused = false;

  /** @param changed called with a new state */
  constructor(
    private readonly stream: MarkStream,
    private readonly changed: (state: HighlightState) => void,
    private readonly callTime = CALL_TIME,
  ) {
    stream.readFrom((part) => this.#marks.text(part));
  }

  /** The rows with highlighted cells, in order. */
  rows(): readonly number[] {
    return this.#marks.rows();
  }

  /**
   * Replaces all highlights: of a sheet as it was just read or checked.
   * @param isAsked whether the user asked for it: only then, what the user's own actions cut out of the formats is mended, since that is a step of *Undo*
   */
  async paintAll(sheetId: string, marks: ReadonlyMap<number, RowMarks>, isAsked = true): Promise<void> {
    this.#marks.clear();
    for (const [row, one] of marks) this.#marks.set(row, one);
    await this.#show(sheetId, isAsked);
  }

  /** Removes all highlights, of a sheet that is not a caseload. Makes nothing there. */
  async clear(): Promise<void> {
    const hadMarks = this.#marks.rows().length > 0;
    this.#marks.clear();
    this.#stream();
    // Written ones are there for all to see. Without them, or the right to write, there is nothing to do.
    if (hadMarks && this.#state === 'on-check') await this.#write().catch(() => undefined);
  }

  /** Ends: others' highlights are shown from now on. */
  close(): void {
    this.#isClosed = true;
  }

  /** Changes the highlights of rows. Takes no request, and is no step of *Undo*. */
  async paintRows(marks: ReadonlyMap<number, RowMarks>): Promise<void> {
    const parts = new Set([...marks].map(([row, one]) => this.#marks.set(row, one)));
    parts.delete(undefined);
    if (this.#state !== 'live' || this.#isClosed) return;
    // The cells are gone: another add-in or a co-author deleted the sheet.
    if (!this.stream.isOpen && this.#sheetId !== undefined) return this.#show(this.#sheetId, false);
    for (const part of parts) if (part !== undefined) this.stream.update(part);
  }

  async #show(sheetId: string, isAsked: boolean): Promise<void> {
    this.#sheetId = sheetId;
    try {
      const installed = await install(sheetId, { canStream: !this.#isRefused, mayMend: isAsked });
      if (typeof installed === 'string') return this.#become(installed);
      const { isStreamed, isNew } = installed;
      this.#marks.key = installed.key;
      if (isStreamed) {
        this.#stream();
        if (!this.stream.isOpen) void this.#awaitCalls(isNew);
      } else if (isAsked) await this.#write();
      this.#become(isStreamed ? 'live' : 'on-check');
    } catch (error) {
      if (!(error instanceof ExcelProblem)) throw error;
      this.#become(error.code === 'AccessDenied' ? 'protected-sheet' : 'failed');
    }
  }

  /** Writes the marks if Excel does not call the function, even when asked to: then it does not know the add-in's functions. */
  async #awaitCalls(isNew: boolean): Promise<void> {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    // Asking is a step of *Undo*: only where Excel does not call by itself.
    let isOpen = await this.#opensWithin(isNew ? this.callTime : this.callTime * REOPENED);
    if (!isOpen && !this.#isClosed) {
      await callFunctions().catch(() => undefined);
      isOpen = await this.#opensWithin(this.callTime);
    }
    this.#isWaiting = false;
    if (isOpen || this.#isClosed) return;
    this.#isRefused = true;
    await this.#write().catch(() => undefined);
    this.#become('on-check');
  }

  /** Whether all cells listen before a time has passed, in milliseconds. */
  async #opensWithin(time: number): Promise<boolean> {
    const end = Date.now() + time;
    while (!this.stream.isOpen && Date.now() < end) await new Promise((resume) => setTimeout(resume, LOOK_EVERY));
    return this.stream.isOpen;
  }

  #stream(): void {
    if (this.#isClosed) return;
    for (let part = 0; part < PARTS; part++) this.stream.update(part);
  }

  async #write(): Promise<void> {
    if (this.#isClosed) return;
    await writeTexts(Array.from({ length: PARTS }, (_, part) => this.#marks.text(part)));
  }

  #become(state: HighlightState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.changed(state);
  }
}
