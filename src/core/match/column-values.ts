import { type Cell, type Cells, cellText, isBlank } from '../caseload/cells';
import type { Column } from '../caseload/columns';
import { readDateText } from '../caseload/dates';
import type { Lookups } from '../caseload/lookup';
import { listKey } from '../caseload/text-keys';
import { ACTION_WORDS } from './synonyms';

/** The rows sampled to see what a column contains. */
export const LOOKED_AT = 200;

/** A column's kinds of values, as shares of its filled cells. */
export class Values {
  readonly texts: readonly string[];
  readonly cells: readonly Cell[];

  constructor(cells: Cells, from: number, column: number) {
    const found: Cell[] = [];
    for (let row = from; row < cells.length && found.length < LOOKED_AT; row++) {
      const cell = cells[row]?.[column];
      if (!isBlank(cell)) found.push(cell as Cell);
    }
    this.cells = found;
    this.texts = found.map(cellText);
  }

  share(fits: (cell: Cell) => boolean): number {
    return this.cells.length === 0 ? 0 : this.cells.filter(fits).length / this.cells.length;
  }

  get distinct(): number {
    return new Set(this.texts).size / Math.max(1, this.texts.length);
  }
}

const isDate = (cell: Cell) =>
  typeof cell === 'number'
    ? cell > 20_000 && cell < 70_000
    : !('problem' in readDateText(cellText(cell))) || /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/.test(cellText(cell));
const isWhole = (cell: Cell) => /^\d{1,15}$/.test(cellText(cell).trim());
const isSsn = (cell: Cell) => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(cellText(cell).trim());

/** How well the values fit a column, from 0 to 1, and whether a fit identifies the column. */
export function valueFit(
  column: Column,
  values: Values,
  lookups: Lookups,
  names: NameParts,
): { readonly fit: number; readonly tells: boolean } {
  const { kind } = column;
  switch (kind.type) {
    case 'date':
      return { fit: values.share(isDate), tells: false };
    case 'ssn':
      return { fit: values.share(isSsn), tells: true };
    case 'list': {
      if (kind.list === 'action') return { fit: values.share((cell) => listKey(cellText(cell)) in ACTION_WORDS), tells: true };
      const { find } = lookups.lists[kind.list];
      return {
        fit: values.share((cell) => find(cell) !== -2 || (lookups.suggest(kind.list)(cellText(cell)).obvious && !isDate(cell))),
        tells: true,
      };
    }
    case 'name-part': {
      const known = column.key === 'caseworkerFirstName' ? names.first : names.last;
      return { fit: values.share((cell) => known.has(listKey(cellText(cell)))), tells: false };
    }
    case 'id':
      if (kind.of === 'program') return { fit: values.share((cell) => lookups.programById.has(Number(cell))), tells: false };
      if (kind.of === 'staff') return { fit: values.share((cell) => lookups.staffById.has(Number(cell))), tells: false };
      return { fit: values.share((cell) => isWhole(cell)) * (values.share(isDate) > 0.9 ? 0.6 : 1), tells: false };
    case 'text':
      return { fit: values.share((cell) => !isDate(cell)), tells: false };
  }
}

export const NOTHING = { fit: 0, tells: false } as const;

export interface NameParts {
  readonly first: ReadonlySet<string>;
  readonly last: ReadonlySet<string>;
}
