import type { Cell } from '../../core/caseload/cells';
import type { Reference } from '../../core/caseload/reference';
import type { TemplatePicks } from '../../core/caseload/template';
import { deleteRows } from '../read';
import { writeRows } from '../write';
import { insertTemplate, makeRoom } from './template';

/**
 * Inserts a template in the first worksheet and fills it. Existing contents are kept.
 * @returns false if the first worksheet can't be used
 * @throws ExcelProblem
 */
export async function fillTemplate(
  picks: TemplatePicks,
  reference: Reference,
  rows: readonly (readonly Cell[])[],
  tell: (share: number) => void,
): Promise<boolean> {
  await makeRoom();
  const inserted = await insertTemplate(picks, reference, false);
  if (inserted.status !== 'inserted') return false;
  // Removes the sample and the instructions, which filled templates don't need.
  await deleteRows(inserted.sheet, [1, 3]);
  await writeRows(inserted.sheet, 2, rows, tell);
  return true;
}
