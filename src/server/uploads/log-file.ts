import { writeXlsx } from 'hucre/xlsx';
import type { LogRow } from '../../core/contract';
import { writeCsv } from '../sites/csv';

const HEADER = ['Row', 'Action', 'Participant ID', 'Result', 'Reason', 'Start Date', 'End Date', 'Caseload Status', 'Reason for Dismissal'];

function lineOf({ row, action, participantId, result, reason, after }: LogRow): (string | number | null)[] {
  return [row, action, participantId, result, reason, after?.start ?? '', after?.end ?? '', after?.status ?? '', after?.reason ?? ''];
}

/** The log as a .csv, with the mark by which Excel knows UTF-8. */
export function logCsv(rows: readonly LogRow[]): string {
  return `\ufeff${writeCsv(HEADER, rows.map(lineOf))}`;
}

/** The log as a workbook. */
export async function logXlsx(rows: readonly LogRow[]): Promise<Buffer> {
  const widths = [8, 10, 15, 14, 50, 12, 12, 18, 22];
  const sheet = {
    name: 'Log',
    columns: widths.map((width) => ({ width })),
    rows: [HEADER, ...rows.map(lineOf)],
    freezePane: { rows: 1 },
  };
  return Buffer.from(await writeXlsx({ sheets: [sheet] }));
}
