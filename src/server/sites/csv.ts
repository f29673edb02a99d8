import { inferSchema, initParser } from 'udsv';

/** One file of a site's folder as a table of texts; row 1 is the header. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads ordinary CSV: quoted where needed, UTF-8. */
export function readCsv(text: string): CsvTable {
  const body = text.replace(/^\ufeff/, '');
  const [headerLine = ''] = body.split(/\r?\n/, 1);
  const rows = body.trim() === headerLine.trim() ? [] : readRecords(body);
  return { header: headerLine.split(',').map((name) => name.replace(/^"|"$/g, '').trim()), rows };
}

function readRecords(body: string): readonly (readonly string[])[] {
  const schema = inferSchema(body, { col: ',' });
  return initParser({ ...schema, trim: false }).stringArrs(body);
}

function field(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function writeCsv(header: readonly string[], rows: Iterable<readonly (string | number | null)[]>): string {
  const lines = [header.map(field).join(',')];
  for (const row of rows) lines.push(row.map(field).join(','));
  return `${lines.join('\n')}\n`;
}
