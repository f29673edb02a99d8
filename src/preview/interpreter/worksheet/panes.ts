import type { Area } from '../../workbook/address';
import { SHEET_COLUMNS, SHEET_ROWS } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import { HostError, HostObject, invalidArgument, itemNotFound } from '../host-object';
import { type CellsObject, type ObjectModel, refuseIfProtected } from '../object-model';

export class FreezePanes extends HostObject {
  constructor(
    private readonly model: ObjectModel,
    private readonly sheet: Sheet,
  ) {
    super();
  }
  #freeze(rows: number, columns: number): null {
    refuseIfProtected(this.sheet);
    if (rows < 0 || columns < 0) throw invalidArgument();
    this.sheet.freeze(rows, columns);
    return null;
  }
  FreezeRows(count: number | null): null {
    return this.#freeze(count ?? 1, 0);
  }
  FreezeColumns(count: number | null): null {
    return this.#freeze(0, count ?? 1);
  }
  FreezeAt(range: CellsObject | string): null {
    const area = typeof range === 'string' ? this.model.areaOf(range, this.sheet) : range.areas[0];
    if (area === undefined) throw invalidArgument();
    const [rows, columns] = [area.row + area.rows, area.column + area.columns];
    return this.#freeze(rows === SHEET_ROWS ? 0 : rows, columns === SHEET_COLUMNS ? 0 : columns);
  }
  Unfreeze(): null {
    return this.#freeze(0, 0);
  }
  GetLocationOrNullObject(): HostObject | null {
    const { frozenRows, frozenColumns } = this.sheet.layout;
    if (frozenRows === 0 && frozenColumns === 0) return null;
    const area: Area = { row: 0, column: 0, rows: frozenRows || SHEET_ROWS, columns: frozenColumns || SHEET_COLUMNS };
    return this.model.range(this.sheet, area);
  }
  GetLocation(): HostObject {
    const found = this.GetLocationOrNullObject();
    if (found === null) throw itemNotFound();
    return found;
  }
}

/** What a protected sheet allows, unless its options say otherwise. */
const OPTIONS = [
  'allowAutoFilter',
  'allowDeleteColumns',
  'allowDeleteRows',
  'allowEditObjects',
  'allowEditScenarios',
  'allowFormatCells',
  'allowFormatColumns',
  'allowFormatRows',
  'allowInsertColumns',
  'allowInsertHyperlinks',
  'allowInsertRows',
  'allowPivotTables',
  'allowSort',
];

export class WorksheetProtection extends HostObject {
  override readonly scalars = ['protected', 'options'];
  constructor(private readonly sheet: Sheet) {
    super();
  }
  get Protected(): boolean {
    return this.sheet.isProtected;
  }
  get Options(): Readonly<Record<string, unknown>> | null {
    const { protection } = this.sheet;
    if (protection === null) return null;
    const options = Object.fromEntries(OPTIONS.map((name) => [name, protection.options[name] === true]));
    return { ...options, selectionMode: protection.options.selectionMode ?? 'Normal' };
  }
  Protect(options: Readonly<Record<string, unknown>> | null, password: string | null): null {
    if (this.sheet.isProtected) throw new HostError('InvalidOperation', 'The sheet is protected already.');
    this.sheet.protect({ options: options ?? {}, password: password === '' ? null : password });
    return null;
  }
  Unprotect(password: string | null): null {
    const wanted = this.sheet.protection?.password ?? null;
    if (wanted !== null && wanted !== password) throw new HostError('AccessDenied', 'The password is wrong.');
    this.sheet.protect(null);
    return null;
  }
}
