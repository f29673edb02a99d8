import { endpoints } from '../../api/endpoints';
import type { Mapping } from '../../api/site';
import type { Cells } from '../../core/caseload/cells';
import type { ColumnKey } from '../../core/caseload/columns';
import { createLookups } from '../../core/caseload/lookup';
import { makeTemplate } from '../../core/caseload/template';
import { headerKey } from '../../core/caseload/text-keys';
import { FileProblem } from '../../core/files/decode-text';
import { type ActionForAll, fillRows, picksFor } from '../../core/match/fill-rows';
import type { MatchedColumn } from '../../core/match/match-columns';
import { translateRows } from '../../core/match/source-values';
import { MATCH_NOTICES } from '../../core/text/pane/match';
import { NOTICES } from '../../core/text/pane/shell';
import { readSheet, sheetNames } from '../../excel/read';
import { fillTemplate } from '../../excel/template/fill-template';
import type { Client } from '../service/client';
import { digestOf, memory } from '../service/local-memory';
import type { SheetActions } from '../sheet/sheet-actions';
import { headerErrors } from '../sheet/sheet-summary';
import type { Feedback } from '../shell/feedback';
import { type Matching, type PaneState, screenNamed } from '../shell/pane-state';
import type { Store } from '../shell/store';
import type { Sources } from './sources';

/** Loaded on demand: the list of other systems' column names is long. */
const loadMatch = () => import(/* webpackChunkName: "match" */ '../../core/match/match-columns');

function columnsOf({ columns }: Mapping): ReadonlyMap<string, ColumnKey | null> {
  return new Map(Object.entries(columns) as [string, ColumnKey | null][]);
}

const DOUBT = { unsure: 1, likely: 2, sure: 3 } as const;

/** What needs a look first: columns without a match, then by certainty. Empty ones last. */
function inDoubtFirst(columns: readonly MatchedColumn[]): readonly MatchedColumn[] {
  const rank = ({ key, samples, certainty }: MatchedColumn) => (samples.length === 0 ? 4 : key === null ? 0 : DOUBT[certainty]);
  return [...columns].sort((one, other) => rank(one) - rank(other));
}

/** *Match columns*: fills the template from a foreign sheet. */
export class MatchColumns {
  #cells: Cells = [];
  /** Counts the proposals: only the last one counts. */
  #proposed = 0;

  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly sheet: SheetActions,
    readonly sources: Sources,
  ) {}

  /** Lists the worksheets, and matches the one that is meant: the active one, unless it is a caseload with nothing to match; or the only other one. */
  async open(): Promise<void> {
    const { site } = this.store.get();
    if (site === undefined) return this.sheet.showSignInFirst();
    await this.feedback.guard(async () => {
      const { names: sheets, active } = await sheetNames();
      this.store.set({
        screen: {
          name: 'match',
          matching: {
            sheets,
            source: undefined,
            headerRow: 0,
            columns: [],
            rows: 0,
            action: 'by End Date',
            known: await this.sources.list(),
            sourceName: '',
          },
        },
        notice: undefined,
      });
      const { sheet } = this.store.get();
      const own = sheet?.isCaseload === true && headerErrors(sheet).length === 0 ? sheet.name : undefined;
      const others = sheets.filter((name) => name !== own);
      const meant = others.includes(active) ? active : others.length === 1 ? others[0] : sheets.length === 1 ? sheets[0] : undefined;
      if (meant !== undefined) await this.chooseSheet(meant);
    });
  }

  close(): void {
    this.forget();
    this.store.set({ screen: { name: 'sheet' } });
  }

  /** Lets go of what was read. */
  forget(): void {
    this.#proposed++;
    this.#cells = [];
  }

  get #matching(): Matching | undefined {
    return screenNamed(this.store.get(), 'match')?.matching;
  }

  #set(matching: Matching): void {
    this.store.set({ screen: { name: 'match', matching } });
  }

  async chooseSheet(name: string): Promise<void> {
    const cells = await this.feedback.during(MATCH_NOTICES.reading, (tell) => readSheet(name, tell));
    if (cells !== undefined) await this.#propose(name, cells);
  }

  async chooseFile(file: File): Promise<void> {
    try {
      const { readFileCells } = await import(/* webpackChunkName: "read-file" */ '../../core/files/read-file');
      await this.#propose(file.name, await readFileCells(file.name, new Uint8Array(await file.arrayBuffer())));
    } catch (error) {
      if (error instanceof FileProblem) this.#explainFile(error);
      else this.feedback.fail(error);
    }
  }

  /** Says what is wrong with a file. @throws what is not about it */
  #explainFile(error: unknown): undefined {
    if (!(error instanceof FileProblem)) throw error;
    this.feedback.notify({ intent: 'error', title: NOTICES.unreadableFile, detail: error.message });
  }

  async #propose(source: string, cells: Cells): Promise<void> {
    const { site } = this.store.get();
    const matching = this.#matching;
    if (site === undefined || matching === undefined) return;
    const proposed = ++this.#proposed;
    const lookups = createLookups(site);
    const { headerSignature, matchColumns } = await loadMatch();
    const first = matchColumns(cells, lookups);
    if (first === null) {
      this.feedback.notify({ intent: 'warning', ...MATCH_NOTICES.noColumns(source) });
      return;
    }
    const named = matching.known.find(({ name }) => name === matching.sourceName);
    const remembered =
      named === undefined
        ? await this.#remembered(first.headerRow === 0 ? undefined : await digestOf(headerSignature(first)))
        : columnsOf(named);
    const { headerRow, columns } = remembered === undefined ? first : (matchColumns(cells, lookups, remembered) ?? first);
    // The user may have left the screen meanwhile, or named the source.
    const now = this.#matching;
    if (now === undefined || proposed !== this.#proposed) return;
    this.#cells = cells;
    this.store.set({ notice: undefined });
    // In an order that stays while they are chosen: a card that moves under the pointer is missed.
    this.#set({ ...now, source, headerRow, columns: inDoubtFirst(columns), rows: Math.max(0, cells.length - headerRow) });
  }

  async #remembered(signature: string | undefined): Promise<ReadonlyMap<string, ColumnKey | null> | undefined> {
    if (signature === undefined) return undefined;
    const known = this.client.signedIn
      ? await this.client.call(endpoints.getMapping, { params: { signature } }).catch(() => undefined)
      : undefined;
    const mapping = known ?? memory.mapping(signature).read();
    return mapping && columnsOf(mapping);
  }

  /** Says which system the sheet comes from. What is known of it counts. */
  async chooseSource(sourceName: string): Promise<void> {
    const matching = this.#matching;
    if (matching === undefined) return;
    this.#set({ ...matching, sourceName });
    const isKnown = matching.known.some(({ name }) => name === sourceName);
    if (isKnown && matching.source !== undefined) await this.#propose(matching.source, this.#cells);
  }

  /** Takes in the IDs that a source has of its own, from a file with two columns. */
  async importIds(file: File): Promise<void> {
    const matching = this.#matching;
    if (matching === undefined) return;
    const saved = await this.feedback.during(MATCH_NOTICES.readingIds, () =>
      this.sources.importIds(matching.sourceName, file).catch((error: unknown) => this.#explainFile(error)),
    );
    const known = await this.sources.list();
    if (this.#matching !== undefined) this.#set({ ...this.#matching, known });
    if (saved !== undefined) this.feedback.notify({ intent: 'success', title: MATCH_NOTICES.idsSaved(saved, matching.sourceName) });
  }

  /** Matches a column to a template's column, or none. A template's column is matched once. */
  choose(index: number, key: ColumnKey | null): void {
    const matching = this.#matching;
    if (matching === undefined) return;
    const columns = matching.columns.map((one): MatchedColumn => {
      if (one.index === index) return { ...one, key, certainty: 'sure' };
      return key !== null && one.key === key ? { ...one, key: null } : one;
    });
    this.#set({ ...matching, columns });
  }

  chooseAction(action: ActionForAll): void {
    const matching = this.#matching;
    if (matching !== undefined) this.#set({ ...matching, action });
  }

  /** Inserts a template with the matched columns and fills it. Existing contents are kept. */
  async fill(): Promise<void> {
    const { site } = this.store.get();
    const matching = this.#matching;
    if (site === undefined || matching === undefined) return;
    const chosen = new Map(matching.columns.flatMap(({ key, index }) => (key === null ? [] : [[key, index] as const])));
    const picks = picksFor(chosen, site);
    const untranslated = fillRows(this.#cells, matching.headerRow, chosen, matching.action, site);
    const done = await this.feedback.during(MATCH_NOTICES.filling, async (tell) => {
      const values = await this.sources.valuesFor(matching, this.#cells, chosen);
      const rows = values === undefined ? untranslated : translateRows(untranslated, makeTemplate(picks, site).columns, values);
      return fillTemplate(picks, site, rows, tell);
    });
    if (done === undefined || !this.sheet.isInserted(done)) return;
    this.close();
    await this.sheet.refresh();
    this.feedback.notify({ intent: 'success', ...MATCH_NOTICES.filled(untranslated.length, matching.source ?? '') });
    // The sheet is filled, whether or not it can be remembered.
    await this.feedback.guard(() => this.#remember(matching));
  }

  async #remember(matching: Matching): Promise<void> {
    const { columns, headerRow } = matching;
    await this.sources.fills(this.sheet.session?.sheetId, matching.sourceName.trim());
    // Without a header there is nothing to know such a sheet by.
    if (headerRow === 0) return;
    const { headerSignature } = await loadMatch();
    const signature = await digestOf(headerSignature({ columns, headerRow }));
    const named = columns.filter(({ header }) => headerKey(header) !== '');
    const mapping = { columns: Object.fromEntries(named.map(({ header, key }) => [headerKey(header), key])) };
    memory.mapping(signature).write(mapping);
    if (!this.client.signedIn) return;
    // Only for sheets of this source: without it, its own IDs would not be translated.
    if (matching.sourceName.trim() !== '') await this.sources.save(matching.sourceName.trim(), mapping);
    // Ignored: this only helps other computers.
    else await this.client.call(endpoints.saveMapping, { params: { signature }, body: mapping }).catch(() => undefined);
  }
}
