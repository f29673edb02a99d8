import type { Area } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import type { SortField } from '../../workbook/tables/parts';
import { HostObject, invalidArgument } from '../host-object';
import { refuseIfProtected } from '../object-model';

/** Sorts a block by fields whose keys count its columns, or with `Columns` its rows. */
export function sortBlock(sheet: Sheet, area: Area, fields: readonly SortField[], matchCase: boolean, orientation = 'Rows'): void {
  refuseIfProtected(sheet, 'allowSort');
  const columns = orientation === 'Columns';
  const most = columns ? area.rows : area.columns;
  if (fields.length === 0 || fields.some(({ key }) => !Number.isInteger(key) || key < 0 || key >= most)) throw invalidArgument();
  const keys = fields.map(({ key, ascending }) => ({ place: key, ascending: ascending !== false }));
  sheet.sort(area, keys, 'add-in', { matchCase, columns });
}

export class RangeSort extends HostObject {
  constructor(
    private readonly sheet: Sheet,
    private readonly area: Area,
  ) {
    super();
  }
  Apply(fields: readonly SortField[], matchCase: boolean | null, hasHeaders: boolean | null, orientation: string | null): null {
    const head = hasHeaders === true && orientation !== 'Columns' ? 1 : 0;
    const area = { ...this.area, row: this.area.row + head, rows: this.area.rows - head };
    sortBlock(this.sheet, area, fields, matchCase === true, orientation ?? 'Rows');
    return null;
  }
}
