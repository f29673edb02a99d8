import { COLUMNS, type Column, demographicColumn } from '../caseload/columns';
import type { Layout, SheetColumn } from '../caseload/layout';
import type { Reference } from '../caseload/reference';
import type { Fault } from './codes';

const ALWAYS: readonly Column[] = [
  COLUMNS.participantId,
  COLUMNS.relationship,
  COLUMNS.status,
  COLUMNS.start,
  COLUMNS.end,
  COLUMNS.reason,
  COLUMNS.action,
];

/** `column.unknown`: a header that names no column of the template, or data without a header. */
function unknownColumns({ columns, headerRow }: Layout): Fault[] {
  return columns
    .filter(({ column }) => column === undefined)
    .map(({ index, text }) => ({ code: 'column.unknown', row: headerRow, columns: [index], detail: { name: text } }));
}

/** `column.repeated`: several headers name the same column; all are highlighted. */
function repeatedColumns({ columns, headerRow }: Layout): Fault[] {
  const places = new Map<Column, SheetColumn[]>();
  for (const one of columns) if (one.column) places.set(one.column, [...(places.get(one.column) ?? []), one]);
  return [...places]
    .filter(([, same]) => same.length > 1)
    .map(([column, same]) => ({
      code: 'column.repeated',
      row: headerRow,
      columns: same.map(({ index }) => index),
      detail: { name: column.header },
    }));
}

/** `column.missing`: a column that every sheet of the site needs. */
function missingColumns({ columns, headerRow }: Layout, reference: Reference): Fault[] {
  const present = new Set(columns.map(({ column }) => column?.key));
  const missing: string[] = [];
  for (const column of [...ALWAYS, ...reference.duplicateCheck.map(demographicColumn)]) {
    if (!present.has(column.key)) missing.push(column.header);
  }
  const [first, last] = [present.has('caseworkerFirstName'), present.has('caseworkerLastName')];
  if (first !== last) missing.push((first ? COLUMNS.caseworkerLastName : COLUMNS.caseworkerFirstName).header);
  else if (!first && !present.has('staffId') && !present.has('caseworkerName')) missing.push(COLUMNS.caseworkerName.header);
  const hasProgram = present.has('programId') || present.has('programName');
  const hasProgramDates = present.has('programStart') || present.has('programEnd');
  if (!hasProgram && (reference.programRequired || hasProgramDates)) missing.push(COLUMNS.programName.header);
  return missing.map((name) => ({ code: 'column.missing', row: headerRow, columns: [], detail: { name } }));
}

function present(layout: Layout, keys: readonly string[]): number[] {
  return layout.columns.filter(({ column }) => column && keys.includes(column.key)).map(({ index }) => index);
}

/** `column.both-programs`: "Either ProgramID OR Program name - Please use one or the other, do not use both." */
function bothPrograms(layout: Layout): Fault[] {
  const [ids, names] = [present(layout, ['programId']), present(layout, ['programName'])];
  if (ids.length === 0 || names.length === 0) return [];
  return [{ code: 'column.both-programs', row: layout.headerRow, columns: [...ids, ...names] }];
}

/** `column.mixed-caseworker`: "Please select one, do not use a combination of the three." */
function mixedCaseworker(layout: Layout): Fault[] {
  const ways = [['staffId'], ['caseworkerName'], ['caseworkerFirstName', 'caseworkerLastName']].map((keys) => present(layout, keys));
  const used = ways.filter((columns) => columns.length > 0);
  return used.length > 1 ? [{ code: 'column.mixed-caseworker', row: layout.headerRow, columns: used.flat() }] : [];
}

/** All faults of the header. */
export function headerFaults(layout: Layout, reference: Reference): readonly Fault[] {
  return [
    ...missingColumns(layout, reference),
    ...unknownColumns(layout),
    ...repeatedColumns(layout),
    ...bothPrograms(layout),
    ...mixedCaseworker(layout),
  ];
}
