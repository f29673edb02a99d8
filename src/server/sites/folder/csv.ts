import Papa from 'papaparse';

/** A file of a site's folder as a table of texts. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Parses CSV. */
export function readCsv(text: string): CsvTable {
  const { data } = Papa.parse<string[]>(text, { delimiter: ',', skipEmptyLines: true });
  const [header = [], ...rows] = data;
  return { header: header.map((name) => name.trim()), rows };
}

function field(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes CSV lines. */
export function csvLines(rows: Iterable<readonly (string | number | null)[]>): string {
  let lines = '';
  for (const row of rows) lines += `${row.map(field).join(',')}\n`;
  return lines;
}

export function writeCsv(header: readonly string[], rows: Iterable<readonly (string | number | null)[]>): string {
  return csvLines([header]) + csvLines(rows);
}
