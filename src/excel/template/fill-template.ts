import type { Cell } from '../../core/caseload/cells';
import { shiftRow } from '../../core/caseload/date-system';
import type { Reference } from '../../core/caseload/reference';
import { makeTemplate, type TemplatePicks } from '../../core/caseload/template';
import { deleteRows } from '../rows';
import { writeRows } from '../write';
import { addSheetIfUsed, dateColumns, insertTemplate, type TemplateOutcome } from './template';

/**
 * Inserts a template in the first worksheet and fills it. Existing contents are kept.
 * @throws ExcelProblem
 */
export async function fillTemplate(
  picks: TemplatePicks,
  reference: Reference,
  rows: readonly (readonly Cell[])[],
  tell: (share: number) => void,
): Promise<TemplateOutcome> {
  const inserted = (await addSheetIfUsed()) ?? (await insertTemplate(picks, reference));
  if (inserted.status !== 'inserted') return inserted;
  // Removes the sample and the instructions, which filled templates don't need.
  await deleteRows(inserted.id, [1, 3]);
  const dates = dateColumns(makeTemplate(picks, reference).columns);
  const shifted = rows.map((row) => shiftRow(row, dates, -inserted.dateShift));
  await writeRows(inserted.id, 2, shifted, tell);
  return inserted;
}
