import type { Area } from '../address';
import { wildcards } from '../formula/criteria';
import type { Sheet } from '../sheet/sheet';
import type { Author } from '../sheet/sheet-owner';
import { rectangles } from './rectangles';

/** In the words of Office.js (`Excel.SearchCriteria`, `Excel.ReplaceCriteria`). */
export interface SearchCriteria {
  readonly completeMatch?: boolean;
  readonly matchCase?: boolean;
  readonly searchDirection?: 'Forward' | 'Backwards';
}

/** The longest text to search for. */
export const LONGEST_SEARCH = 255;

function pattern(text: string, { completeMatch, matchCase }: SearchCriteria, flags = ''): RegExp {
  const source = wildcards(text);
  return new RegExp(completeMatch === true ? `^${source}$` : source, `${flags}${matchCase === true ? '' : 'i'}u`);
}

/** The cells of a range whose displayed text or formula contains a text, with Excel’s wildcards. */
export function findCells(sheet: Sheet, area: Area, text: string, criteria: SearchCriteria): readonly Area[] {
  const sought = pattern(text, criteria);
  const found: { row: number; column: number }[] = [];
  sheet.forEachValue(area, (_, row, column) => {
    if (sought.test(sheet.text(row, column)) || sought.test(String(sheet.formula(row, column)))) found.push({ row, column });
  });
  return rectangles(found);
}

/** Replaces a text in a range’s cells. @returns the number of replacements */
export function replaceCells(sheet: Sheet, area: Area, text: string, replacement: string, criteria: SearchCriteria, by: Author): number {
  let count = 0;
  const all = pattern(text, criteria, 'g');
  for (const part of findCells(sheet, area, text, criteria)) {
    const values = Array.from({ length: part.rows }, (_, down) =>
      Array.from({ length: part.columns }, (_, right) => {
        const before = String(sheet.formula(part.row + down, part.column + right));
        return before.replace(all, () => {
          count++;
          return replacement;
        });
      }),
    );
    sheet.setValues(part, values, by);
  }
  return count;
}
