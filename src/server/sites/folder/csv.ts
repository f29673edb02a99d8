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

type CsvRow = readonly (string | number | null)[];

/** Writes CSV lines. With `escapeFormulae`, prefixes text that a spreadsheet would run as a formula with an apostrophe. */
export function csvLines(rows: Iterable<CsvRow>, escapeFormulae = false): string {
  const lines = Papa.unparse([...rows] as unknown[][], { newline: '\n', escapeFormulae });
  return lines === '' ? '' : `${lines}\n`;
}

export function writeCsv(header: readonly string[], rows: Iterable<CsvRow>): string {
  return csvLines([header]) + csvLines(rows);
}
