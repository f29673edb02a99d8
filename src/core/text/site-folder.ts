import { translated } from './language';
/** What is wrong with a site's folder, or with worksheets of the same kind. */
export const SITE_FOLDER = translated('SITE_FOLDER', {
  missing: (file: string) => `${file} is missing from the folder, or can’t be read.`,
  notJson: 'site.json is not valid JSON.',
  badSettings: (path: string, why: string) => `site.json, ${path || 'as a whole'}: ${why}.`,
  unreadableSettings: 'site.json can’t be read. Use the file from the site’s folder unchanged.',
  missingColumn: (file: string, header: string) => `${file}, row 1: the column “${header}” is missing.`,
  missingDemographic: (name: string) => `participants.csv, row 1: the column “${name}” of the duplicate check is missing.`,
  fieldCount: (file: string, row: number, fields: number, header: number) =>
    `${file}, row ${row}: it has ${fields} fields, but the header has ${header}.`,
  badValue: (file: string, row: number, header: string, why: string | undefined) =>
    `${file}, row ${row}, column ${header}: ${why ?? 'the value can’t be read'}.`,
  unknownReference: (file: string, row: number, header: string, value: string | number) =>
    `${file}, row ${row}, column ${header}: there is no ${header} ${value}.`,
  repeated: (file: string, row: number, header: string, value: string | number) =>
    `${file}, row ${row}, column ${header}: ${value} occurs twice.`,
  place: (table: string, row: number) => `${table}, row ${row}`,
  notAFeederTable: (where: string, table: string, known: readonly string[]) =>
    `${where}: “${table}” is not a feeder table. The feeder tables are ${known.join(', ')}.`,
  missingTable: (kind: 'programs' | 'staff' | 'feeders', headers: readonly string[]) =>
    `There is no table of ${{ programs: 'programs', staff: 'staff', feeders: 'feeder tables' }[kind]}. It has the headers ${headers.join(', ')}.`,
  notAnId: (where: string, text: string) => `${where}: “${text}” is not an ID. IDs are whole numbers.`,
});
