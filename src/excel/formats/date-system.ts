import { DAYS_TO_1904 } from '../../core/caseload/date-system';

/** January 1, 2000 as a serial date of the 1904 system. */
const IN_1904 = 35_064;

/**
 * Asks Excel for the workbook’s date system: its property is in no released API set, but its function DATE counts in it.
 * @returns after the next request, the days to add to the workbook’s dates: 0, or 1,462 in a 1904 workbook
 */
export function askDateSystem({ workbook }: Excel.RequestContext): () => number {
  const day = workbook.functions.date(2000, 1, 1).load('value');
  return () => (Number(day.value) === IN_1904 ? DAYS_TO_1904 : 0);
}

/** Whether a number format shows a date. */
export function isDateFormat(format: unknown): boolean {
  return /[dmy]/i.test(String(format).replaceAll(/"[^"]*"?|\\.|\[[^\]]*\]?|General/g, ''));
}
