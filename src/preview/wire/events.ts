import { type EventName, type Events, eventReference, WHOLE_WORKBOOK } from '../interpreter/object-model';
import { areaAddress, cellArea, intersect } from '../workbook/address';
import type { Author } from '../workbook/sheet/sheet-owner';
import type { Workbook, WorkbookEvent } from '../workbook/workbook';
import { EVENT, type HostMessage } from './messages';

/** The event types' numbers, from the `on...` getters of `excel-web-16.00.debug.js`. */
const EVENT_TYPES: Readonly<Record<EventName, number>> = {
  changed: 10,
  activated: 11,
  deactivated: 12,
  added: 13,
  selected: 14,
  deleted: 15,
  calculated: 16,
  formatted: 18,
  rowSorted: 19,
  columnSorted: 20,
  singleClicked: 21,
  formulaChanged: 23,
  protectionChanged: 24,
  nameChanged: 25,
  visibilityChanged: 26,
  moved: 27,
  tableSelected: 100,
  tableChanged: 101,
  tableAdded: 102,
  tableDeleted: 103,
  commentAdded: 250,
  commentDeleted: 251,
  commentChanged: 252,
  workbookActivated: 2203,
};

interface Told {
  readonly name: EventName;
  readonly data: Readonly<Record<string, unknown>>;
  /** Those who hear of it besides listeners to the whole workbook: sheets and tables, by ID. */
  readonly targets: readonly string[];
}

function author(by: Author): { source: string; triggerSource: string } {
  return { source: by === 'remote' ? 'Remote' : 'Local', triggerSource: by === 'add-in' ? 'ThisLocalAddin' : 'Unknown' };
}

function valueType(value: unknown): string {
  if (value === '') return 'Empty';
  return typeof value === 'number' ? 'Double' : typeof value === 'boolean' ? 'Boolean' : 'String';
}

/** What the add-in hears of a change of cells: the change, the tables’ part of it, and the formulas and results that it touched. */
function changes(event: Extract<WorkbookEvent, { type: 'changed' }>): Told[] {
  const { sheet, area, before, after } = event;
  const details = { valueBefore: before, valueAfter: after, valueTypeBefore: valueType(before), valueTypeAfter: valueType(after) };
  const data = {
    worksheetId: sheet.id,
    address: areaAddress(area),
    changeType: event.change,
    ...author(event.by),
    ...(before !== undefined || after !== undefined ? details : {}),
  };
  const told: Told[] = [{ name: 'changed', data, targets: [sheet.id] }];
  for (const table of sheet.tables.touching(area)) {
    const address = areaAddress(intersect(table.area, area) ?? area);
    told.push({ name: 'tableChanged', data: { ...data, tableId: table.id, address }, targets: [sheet.id, table.id] });
  }
  const formulas: { cellAddress: string; previousFormula: string }[] = [];
  let hasFormulas = false;
  sheet.forEachFormula((_, row, column) => {
    hasFormulas = true;
    if (intersect(area, cellArea(row, column)) === null) return;
    formulas.push({ cellAddress: areaAddress(cellArea(row, column)), previousFormula: String(before ?? '') });
  });
  if (formulas.length > 0) {
    const formulaDetails = formulas.slice(0, MAX_DETAILS);
    told.push({ name: 'formulaChanged', data: { worksheetId: sheet.id, formulaDetails, ...author(event.by) }, targets: [sheet.id] });
  }
  if (hasFormulas) told.push({ name: 'calculated', data: { worksheetId: sheet.id, address: areaAddress(area) }, targets: [sheet.id] });
  return told;
}

/** Excel tells no more formulas in an event. */
const MAX_DETAILS = 500;

function told(event: WorkbookEvent): Told[] {
  const { sheet } = event;
  const own = { worksheetId: sheet.id, source: 'Local' };
  const one = (name: EventName, data: Readonly<Record<string, unknown>> = {}): Told[] => [
    { name, data: { ...own, ...data }, targets: [sheet.id] },
  ];
  switch (event.type) {
    case 'changed':
      return changes(event);
    case 'rowSorted':
    case 'columnSorted':
      return one(event.type, { address: areaAddress(event.area), ...author(event.by) });
    case 'formatted':
      return one(event.type, { address: areaAddress(event.area), referenceId: eventReference(sheet, event.area) });
    case 'clicked':
      return one('singleClicked', { address: areaAddress(event.area), offsetX: 0, offsetY: 0 });
    case 'selected': {
      const address = areaAddress(event.area);
      const tables = sheet.tables.touching(event.area).map(({ id }): Told => {
        return { name: 'tableSelected', data: { ...own, tableId: id, address, isInsideTable: true }, targets: [id] };
      });
      return [...one('selected', { address }), ...tables];
    }
    case 'nameChanged':
      return one('nameChanged', { nameBefore: event.before, nameAfter: sheet.name });
    case 'calculated':
      return one('calculated', { address: areaAddress(event.area) });
    case 'moved':
      return one('moved', { positionBefore: event.from, positionAfter: event.to });
    case 'visibilityChanged':
      return one('visibilityChanged', { visibilityBefore: event.before, visibilityAfter: sheet.visibility });
    case 'protectionChanged':
      return one('protectionChanged', { isProtected: sheet.isProtected, sheetPasswordChanged: false });
    case 'tableAdded':
    case 'tableDeleted':
      return one(event.type, { tableId: event.table.id, tableName: event.table.name });
    case 'commentAdded':
    case 'commentChanged':
    case 'commentDeleted':
      return one(event.type, { commentDetails: [{ commentId: event.comment.id, replyIds: event.comment.replies.map(({ id }) => id) }] });
    case 'activated':
    case 'deactivated':
    case 'added':
    case 'deleted':
      return one(event.type);
    default:
      return [];
  }
}

/** The events that the add-in has registered, and the messages that tell it of them. */
export class EventSource implements Events {
  enabled = true;
  readonly #registered = new Map<string, number>();

  constructor(workbook: Workbook, send: (messages: readonly HostMessage[]) => void) {
    workbook.listen((event) => {
      if (!this.enabled || this.#registered.size === 0) return;
      for (const { name, data, targets } of told(event))
        for (const target of [WHOLE_WORKBOOK, ...targets])
          if (this.#registered.has(key(name, target))) send([[EVENT, EVENT_TYPES[name], target, JSON.stringify({ type: name, ...data })]]);
    });
  }

  register(event: EventName, target: string, on: boolean): null {
    const count = (this.#registered.get(key(event, target)) ?? 0) + (on ? 1 : -1);
    if (count > 0) this.#registered.set(key(event, target), count);
    else this.#registered.delete(key(event, target));
    return null;
  }
}

function key(event: EventName, target: string): string {
  return `${event} ${target}`;
}
