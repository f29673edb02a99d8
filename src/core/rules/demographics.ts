import { type Cells, cellText, isBlank } from '../caseload/cells';
import { demographicColumn } from '../caseload/columns';
import { isoOf, readDateNumber, readDateText } from '../caseload/dates';
import type { Row } from '../caseload/row';
import { listKey, withoutCommas } from '../caseload/text-keys';
import type { RecordColumns } from './record';

/** A demographic, normalized for comparison: dates as YYYY-MM-DD, SSNs as digits, texts without case, hidden characters or commas. */
export function comparable(demographic: string, value: unknown): string {
  const cell = typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : '';
  if (isBlank(cell)) return '';
  const { kind } = demographicColumn(demographic);
  if (kind.type === 'date') {
    const reading = typeof cell === 'number' ? readDateNumber(cell) : readDateText(cellText(cell));
    return 'serial' in reading ? isoOf(reading.serial) : '';
  }
  if (kind.type === 'ssn') return cellText(cell).replace(/\D/g, '');
  return listKey(withoutCommas(cellText(cell)));
}

/** The row's demographics of the duplicate check, normalized. */
export function givenDemographics(row: Row, cells: Cells, columns: RecordColumns, duplicateCheck: readonly string[]): readonly string[] {
  return duplicateCheck.map((name, place) => {
    const column = columns.demographics[place];
    return column === undefined ? '' : comparable(name, cells[row.number - 1]?.[column]);
  });
}
