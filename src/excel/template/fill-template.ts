import type { Cell } from '../../core/caseload/cells';
import type { OwnColumn } from '../../core/caseload/columns';
import { shiftRow } from '../../core/caseload/date-system';
import type { Reference } from '../../core/caseload/reference';
import { makeTemplate, type TemplatePicks } from '../../core/caseload/template';
import { writeOwnColumn } from '../changes/own-columns';
import { deleteRows } from '../changes/rows';
import { writeRows } from '../changes/write';
import { addSheetIfUsed, dateColumns, insertTemplate, type TemplateOutcome } from './template';

/** The texts of an own column, one for each row. */
export interface OwnTexts {
  readonly column: OwnColumn;
  readonly texts: readonly string[];
}

/**
 * Inserts a template in the first worksheet and fills it. Existing contents are kept.
 * @param own an own column, to the right of the others
 * @throws ExcelProblem
 */
export async function fillTemplate(
  picks: TemplatePicks,
  reference: Reference,
  rows: readonly (readonly Cell[])[],
  tell: (share: number) => void,
  own?: OwnTexts,
): Promise<TemplateOutcome> {
  const inserted = (await addSheetIfUsed()) ?? (await insertTemplate(picks, reference));
  if (inserted.status !== 'inserted') return inserted;
  // Removes the sample and the instructions, which filled templates don't need.
  await deleteRows(inserted.id, [1, 3]);
  const { columns } = makeTemplate(picks, reference);
  // First: rows mean something else without it.
  if (own !== undefined)
    await writeOwnColumn(
      own.column,
      { sheetId: inserted.id, column: columns.length, headerRow: 1 },
      new Map(own.texts.map((text, place) => [place + 2, text])),
    );
  const dates = dateColumns(columns);
  const shifted = rows.map((row) => shiftRow(row, dates, -inserted.dateShift));
  await writeRows(inserted.id, 2, shifted, tell);
  return inserted;
}
