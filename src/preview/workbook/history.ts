import type { Calculation } from './calculation/calculation';
import type { Platform } from './platform';
import type { Sheet, SheetState } from './sheet/sheet';
import type { ChangeType, SheetEvent } from './sheet/sheet-owner';

type Event = SheetEvent<Sheet>;

/** What a step did to a sheet. */
interface Part {
  readonly sheet: Sheet;
  readonly before: SheetState;
  readonly after: SheetState;
  readonly events: readonly Event[];
}

const INVERSE: Readonly<Record<ChangeType, ChangeType>> = {
  RangeEdited: 'RangeEdited',
  RowDeleted: 'RowInserted',
  RowInserted: 'RowDeleted',
  ColumnDeleted: 'ColumnInserted',
  ColumnInserted: 'ColumnDeleted',
};
const UNDOABLE: readonly Event['type'][] = [
  'changed',
  'rowSorted',
  'columnSorted',
  'formatted',
  'rules',
  'frozen',
  'tableAdded',
  'tableDeleted',
  'commentAdded',
  'commentChanged',
  'commentDeleted',
];
/** Excel keeps this many steps. */
const MAX_STEPS = 100;

/** *Undo* and *Redo*: states of the sheets. Since ExcelApi 1.19, what an add-in writes is a step like a user's own. */
export class History {
  #undo: (readonly Part[])[] = [];
  #redo: (readonly Part[])[] = [];
  #events: Event[] | undefined;

  constructor(
    private readonly sheets: readonly Sheet[],
    private readonly calculation: Calculation,
    private readonly emit: (event: Event) => void,
    private readonly platform: () => Platform,
  ) {}

  /** Notes an event of the workbook. */
  note(event: Event): void {
    const isForeign = event.type === 'changed' && event.by === 'remote';
    const isCleared = event.type === 'visibilityChanged' && this.platform().visibilityClearsUndo;
    if (isForeign || isCleared || event.type === 'deleted') this.clear();
    else if (UNDOABLE.includes(event.type)) this.#events?.push(event);
  }

  /** Runs work whose changes are one step. */
  step<T>(work: () => T): T {
    if (this.#events !== undefined) return work();
    const before = new Map(this.sheets.map((sheet) => [sheet, sheet.state()]));
    const events: Event[] = [];
    this.#events = events;
    try {
      return work();
    } finally {
      this.#events = undefined;
      const parts = [...before].flatMap(([sheet, state]) => {
        const own = events.filter((event) => event.sheet === sheet);
        return own.length === 0 || !this.sheets.includes(sheet) ? [] : [{ sheet, before: state, after: sheet.state(), events: own }];
      });
      if (parts.length > 0) {
        this.#undo = [...this.#undo.slice(1 - MAX_STEPS), parts];
        this.#redo = [];
      }
    }
  }

  /** @returns what was changed, if there was a step */
  undo(): Event | undefined {
    const parts = this.#undo.pop();
    if (parts === undefined) return undefined;
    this.#redo.push(parts);
    for (const { sheet, before } of parts) sheet.restore(before);
    this.calculation.changed();
    const events = parts.flatMap((part) => part.events.map(inverse).reverse());
    for (const event of events) this.emit(event);
    return events[0];
  }

  /** @returns what was changed, if there was a step */
  redo(): Event | undefined {
    const parts = this.#redo.pop();
    if (parts === undefined) return undefined;
    this.#undo.push(parts);
    for (const { sheet, after } of parts) sheet.restore(after);
    this.calculation.changed();
    const events = parts.flatMap((part) => part.events.map(asUser));
    for (const event of events) this.emit(event);
    return events[0];
  }

  clear(): void {
    this.#undo = [];
    this.#redo = [];
  }
}

/** What an undone or redone step reports, whoever made it. */
function asUser(event: Event): Event {
  if (event.type === 'changed' || event.type === 'rowSorted' || event.type === 'columnSorted') return { ...event, by: 'user' };
  return event;
}

/** The events that take each other back. */
const OPPOSITE = {
  tableAdded: 'tableDeleted',
  tableDeleted: 'tableAdded',
  commentAdded: 'commentDeleted',
  commentDeleted: 'commentAdded',
} as const;

function inverse(event: Event): Event {
  if (event.type === 'changed') {
    return { ...event, by: 'user', change: INVERSE[event.change], before: event.after, after: event.before };
  }
  // Excel reports the cells of an undone sort as edited.
  if (event.type === 'rowSorted' || event.type === 'columnSorted')
    return {
      type: 'changed',
      sheet: event.sheet,
      area: event.area,
      change: 'RangeEdited',
      by: 'user',
      before: undefined,
      after: undefined,
    };
  if (event.type === 'tableAdded' || event.type === 'tableDeleted') return { ...event, type: OPPOSITE[event.type] };
  if (event.type === 'commentAdded' || event.type === 'commentDeleted') return { ...event, type: OPPOSITE[event.type] };
  return event;
}
