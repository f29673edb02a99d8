// Changes of a table's shape.
import { type Area, intersect } from '../address';
import type { Sheet } from '../sheet/sheet';
import type { Value } from '../values';
import type { Table } from './parts';

/** A table’s cells without its header and total rows; an empty table has one empty row. */
export function bodyOf({ area, showHeaders, showTotals }: Table): Area {
  const [head, foot] = [showHeaders ? 1 : 0, showTotals ? 1 : 0];
  return { ...area, row: area.row + head, rows: Math.max(1, area.rows - head - foot) };
}

/** Makes room for rows of a table, before a place of its body, by moving the cells below the table’s columns. */
export function insertRows(sheet: Sheet, table: Table, at: number, count: number): Area {
  const body = bodyOf(table);
  const place = { ...body, row: body.row + at, rows: count };
  const below = { ...table.area, row: place.row, rows: count };
  // An empty sheet below needs no room.
  if (sheet.filledPart({ ...below, rows: table.area.row + table.area.rows - below.row + count }) !== null)
    sheet.insertCells(below, 'rows', 'add-in');
  sheet.tables.change(table.id, { area: { ...table.area, rows: table.area.rows + count } });
  return place;
}

/** Deletes rows of a table’s body; one that loses all keeps an empty one. */
export function deleteRows(sheet: Sheet, table: Table, at: number, count: number): void {
  const body = bodyOf(table);
  const isAll = count === body.rows;
  if (isAll) sheet.clear({ ...body, rows: 1 }, 'Contents', 'add-in');
  const [first, rows] = isAll ? [1, count - 1] : [at, count];
  if (rows === 0) return;
  sheet.deleteCells({ ...body, row: body.row + first, rows }, 'rows', 'add-in');
  sheet.tables.change(table.id, { area: { ...table.area, rows: table.area.rows - rows } });
}

/** Makes room for a column of a table. */
export function insertColumn(sheet: Sheet, table: Table, at: number): Area {
  const place = { ...table.area, column: table.area.column + at, columns: 1 };
  if (sheet.filledPart({ ...place, columns: table.area.columns - at + 1 }) !== null) sheet.insertCells(place, 'columns', 'add-in');
  sheet.tables.change(table.id, { area: { ...table.area, columns: table.area.columns + 1 } });
  return place;
}

export function deleteColumn(sheet: Sheet, table: Table, at: number): void {
  sheet.deleteCells({ ...table.area, column: table.area.column + at, columns: 1 }, 'columns', 'add-in');
  sheet.tables.change(table.id, { area: { ...table.area, columns: table.area.columns - 1 } });
}

/** Header cells as a table needs them: texts, each once. */
export function headersOf(values: readonly Value[]): string[] {
  const seen = new Set<string>();
  return values.map((value, place) => {
    const wanted = value === '' ? `Column${place + 1}` : String(value);
    let name = wanted;
    for (let number = 2; seen.has(name.toLowerCase()); number++) name = `${wanted}${number}`;
    seen.add(name.toLowerCase());
    return name;
  });
}

/** Whether a block may become a table: it must not touch another one or merged cells. */
export function canHoldTable(sheet: Sheet, area: Area, own?: string): boolean {
  const isFree = sheet.tables.items.every((table) => table.id === own || intersect(table.area, area) === null);
  return isFree && sheet.merged.touching(area).length === 0;
}
