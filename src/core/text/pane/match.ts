import { counted, number } from '../format';
import { translated } from '../language';
import { ROWS } from '../nouns';

/** The *Match columns* screen. */
export const MATCH = translated('MATCH', {
  back: 'Sheet',
  title: 'Match columns',
  sourceName: 'Source system (optional)',
  sourceHint: 'A name, such as Old CRM: its columns and corrections are remembered under it, and its own IDs are understood.',
  knownIds: (participants: number, staff: number) => `Imported IDs: ${number(participants)} of participants, ${number(staff)} of staff.`,
  importIds: 'Import its IDs',
  idsHint: 'A .csv or .xlsx file with the columns External ID and Participant ID, or External ID and Staff ID',
  worksheet: 'Worksheet',
  choose: 'Choose …',
  file: 'File to match',
  dropHint: 'or drop a .csv or .xlsx file here',
  found: (source: string, headerRow: number, rows: number) =>
    headerRow === 0
      ? `“${source}” has no header: ${counted(rows, ROWS)}, matched by their values. Choose what the other columns are.`
      : `“${source}”: the header is in row ${headerRow}, with ${counted(rows, ROWS)} below it. Correct any column that is matched wrongly.`,
  fill: 'Fill template',
  notFound: (columns: readonly string[]) => `Not found, and left empty: ${columns.join(', ')}.`,
  action: 'Update OR Insert',
  actions: {
    'by End Date': 'Update where there is an End Date, else Insert',
    Insert: 'Insert in all rows',
    Update: 'Update in all rows',
  },
  columns: 'Columns',
  noHeader: (letters: string) => `Column ${letters} (no header)`,
  empty: 'Empty',
  columnIs: (header: string) => `${header} is`,
  notUsed: 'Not used',
  certainty: { sure: 'Sure', likely: 'Likely', unsure: 'Not sure' },
});

export const MATCH_NOTICES = translated('MATCH_NOTICES', {
  reading: 'Reading the sheet',
  filling: 'Filling the template',
  readingIds: 'Reading the IDs',
  idsSaved: (ids: number, source: string) => `${number(ids)} IDs of “${source}” are imported`,
  noIds: 'The file must have the columns External ID and Participant ID, or External ID and Staff ID.',
  notAnId: (row: number) => `Row ${row}: Participant IDs and Staff IDs are whole numbers.`,
  noColumns: (source: string) => ({
    title: `No columns were found in “${source}”`,
    detail: 'The first 20 rows contain nothing like a header: at least two named columns.',
  }),
  filled: (rows: number, source: string) => ({ title: `${number(rows)} rows filled in`, detail: `“${source}” is unchanged.` }),
});
