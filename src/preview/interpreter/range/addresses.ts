import { type Area, areaAddress, parseArea, SHEET_COLUMNS, SHEET_ROWS, splitSheet } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import type { Workbook } from '../../workbook/workbook';
import { invalidArgument, itemNotFound } from '../host-object';

const WHOLE: Area = { row: 0, column: 0, rows: SHEET_ROWS, columns: SHEET_COLUMNS };
/** The most characters of an address list. */
const LONGEST_ADDRESS_LIST = 8192;

/** Parses an address, a name or a table's name within a sheet; invalid ones are Excel's `InvalidArgument`. */
export function areaOf(address: string | null, sheet: Sheet, workbook: Workbook): Area {
  if (address === null || address === '') return WHOLE;
  const { sheet: name, rest } = splitSheet(address.replace(/^=/, ''));
  const area = parseArea(rest);
  if (area !== null) {
    if (name !== null && name.toLowerCase() !== sheet.name.toLowerCase()) throw invalidArgument();
    return area;
  }
  const formula = workbook.names.visibleFrom(sheet.id, rest)?.formula;
  const found = formula === undefined ? undefined : reference(formula, sheet, workbook);
  if (found?.sheet === sheet) return found.area;
  const table = sheet.tables.items.find((one) => one.name.toLowerCase() === rest.toLowerCase());
  if (table === undefined) throw invalidArgument();
  return table.area;
}

/** Parses a list of addresses, separated by commas. */
export function areasOf(addresses: string, sheet: Sheet, workbook: Workbook): readonly Area[] {
  if (addresses.length > LONGEST_ADDRESS_LIST) {
    throw invalidArgument(`A list of addresses has at most ${LONGEST_ADDRESS_LIST} characters.`);
  }
  return addresses.split(',').map((address) => areaOf(address.trim(), sheet, workbook));
}

/** The cells that a formula such as `=Sheet1!$A$1:$B$2` names; undefined if it is another formula. */
export function reference(formula: string, sheet: Sheet, workbook: Workbook): { sheet: Sheet; area: Area } | undefined {
  const { sheet: name, rest } = splitSheet(formula.replace(/^=/, ''));
  const area = parseArea(rest);
  const owner = name === null ? sheet : workbook.sheetByName(name);
  return area === null || owner === undefined ? undefined : { sheet: owner, area };
}

/** The sheet and block of an address with a sheet's name; without one, of the given sheet. */
export function placeOf(address: string, sheet: Sheet, workbook: Workbook): { sheet: Sheet; area: Area } {
  const found = reference(address, sheet, workbook);
  if (found === undefined) throw itemNotFound();
  return found;
}

/** The formula of a block: `=Sheet1!$A$1:$B$2`. */
export function referenceFormula(sheet: Sheet, area: Area): string {
  const fixed = areaAddress(area).replace(/([A-Z]+|\d+)/g, '$$$1');
  return `=${sheet.workbook.fullAddress(sheet, fixed)}`;
}

/** @throws HostError if a block leaves the sheet */
export function checkedArea(area: Area): Area {
  const isInside =
    area.row >= 0 &&
    area.column >= 0 &&
    area.rows >= 1 &&
    area.columns >= 1 &&
    area.row + area.rows <= SHEET_ROWS &&
    area.column + area.columns <= SHEET_COLUMNS;
  if (!isInside) throw invalidArgument('The range would leave the sheet.');
  return area;
}
