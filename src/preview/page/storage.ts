// Keeps the workbook in the browser, so that it survives a reload.
import { clear, createStore, getMany, keys, promisifyRequest, type UseStore } from 'idb-keyval';
import { type CellsState, rowsOf, stateOf } from '../workbook/cells/cells';
import type { SheetState } from '../workbook/sheet/sheet';
import type { SavedWorkbook, Workbook } from '../workbook/workbook';

/** The workbook is stored this long after a change, in milliseconds. A page that is left can't store anything. */
const PAUSE = 100;
const LONGEST_PAUSE = 500;
/** Rows are stored in blocks, of which only the changed ones are written. */
const BLOCK = 1000;
/** The format of what is stored; another one is ignored. */
const VERSION = 2;
const WORKBOOK = 'workbook';

type Rows = readonly (readonly unknown[] | undefined)[];
type Tables = Readonly<Record<'values' | 'formulas' | 'styles', Rows>>;

/** A workbook without the cells of its sheets. */
interface Frame {
  readonly version: number;
  readonly workbook: SavedWorkbook;
}

const EMPTY: CellsState<never> = [];

function tablesOf({ values, formulas, styles }: SheetState): Tables {
  return { values: rowsOf(values), formulas: rowsOf(formulas), styles: rowsOf(styles.cells) };
}

function frameOf(workbook: SavedWorkbook): Frame {
  const sheets = workbook.sheets.map((sheet) => {
    const { state } = sheet;
    return { ...sheet, state: { ...state, values: EMPTY, formulas: EMPTY, styles: { ...state.styles, cells: EMPTY } } };
  });
  return { version: VERSION, workbook: { ...workbook, sheets } };
}

/** The blocks of all tables, by key: the sheet, the table, and the place of the block. */
function blocksOf(workbook: SavedWorkbook): Map<string, Rows> {
  const blocks = new Map<string, Rows>();
  for (const { id, state } of workbook.sheets)
    for (const [table, rows] of Object.entries(tablesOf(state)))
      for (let first = 0; first < rows.length; first += BLOCK) {
        const block = Array.from(rows.slice(first, first + BLOCK));
        if (block.some((row) => row !== undefined)) blocks.set(`${id} ${table} ${first / BLOCK}`, block);
      }
  return blocks;
}

function withCells({ workbook }: Frame, blocks: ReadonlyMap<string, Rows>): SavedWorkbook {
  const read = (id: string, table: keyof Tables): CellsState<never> => {
    const rows: (readonly unknown[] | undefined)[] = [];
    for (const [key, block] of blocks) {
      const [sheet, kind, place] = key.split(' ');
      if (sheet !== id || kind !== table) continue;
      block.forEach((cells, row) => {
        rows[Number(place) * BLOCK + row] = cells;
      });
    }
    return stateOf(Array.from(rows)) as CellsState<never>;
  };
  const sheets = workbook.sheets.map(({ id, state, ...rest }) => ({
    ...rest,
    id,
    state: { ...state, values: read(id, 'values'), formulas: read(id, 'formulas'), styles: { ...state.styles, cells: read(id, 'styles') } },
  }));
  return { ...workbook, sheets };
}

const isSame = (one: Rows, other: Rows | undefined) => one.length === other?.length && one.every((row, place) => row === other[place]);

/** The workbook's place in the browser. */
export class Storage {
  readonly #store: UseStore = createStore('caseload-preview', 'workbook');
  #stored: ReadonlyMap<string, Rows> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopListening = (): void => undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(private readonly workbook: Workbook) {}

  /** Opens the stored workbook, if there is one, and stores every change from then on. */
  async open(): Promise<void> {
    try {
      const [frame] = await getMany<Frame | undefined>([WORKBOOK], this.#store);
      if (frame?.version === VERSION) {
        const names = (await keys<string>(this.#store)).filter((key) => key !== WORKBOOK);
        const blocks = await getMany<Rows>(names, this.#store);
        this.#stored = new Map(names.map((name, place) => [name, blocks[place] ?? []]));
        this.workbook.open(withCells(frame, this.#stored));
      }
    } catch {
      // Without storage, as in some private windows, the workbook lasts as long as the page.
      return;
    }
    this.#stopListening = this.workbook.listen(() => {
      // Drawing comes first.
      this.#timer ??= setTimeout(() => requestIdleCallback(() => this.#saveIfDue(), { timeout: LONGEST_PAUSE }), PAUSE);
    });
  }

  /** Forgets the workbook. */
  async clear(): Promise<void> {
    this.#stopListening();
    await this.settled();
    await clear(this.#store);
  }

  /** Resolves when every change is stored. */
  async settled(): Promise<void> {
    this.#saveIfDue();
    await this.#work;
  }

  #saveIfDue(): void {
    if (this.#timer !== undefined) this.#save();
  }

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const saved = this.workbook.saved();
    const blocks = blocksOf(saved);
    const changed = [...blocks].filter(([key, rows]) => !isSame(rows, this.#stored.get(key)));
    const gone = [...this.#stored.keys()].filter((key) => !blocks.has(key));
    this.#stored = blocks;
    this.#work = this.#work
      .then(() => this.#write([[WORKBOOK, frameOf(saved)], ...changed], gone))
      // A full disk: the next change writes all blocks again. Their keys are kept, so that those that are gone are deleted.
      .catch(() => {
        this.#stored = new Map([...this.#stored.keys(), ...gone].map((key) => [key, []]));
      });
  }

  /** Writes and deletes in one transaction: a page that is left in between stores all or nothing. */
  #write(entries: readonly (readonly [string, unknown])[], gone: readonly string[]): Promise<void> {
    return this.#store('readwrite', (store) => {
      for (const [key, value] of entries) store.put(value, key);
      for (const key of gone) store.delete(key);
      return promisifyRequest(store.transaction);
    });
  }
}
