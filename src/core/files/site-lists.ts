import * as z from 'zod';
import { type Cells, cellText, isBlank } from '../caseload/cells';
import { type Correction, duplicateCheckOf, FEEDER_TABLES, type FeederTable, type Program, type StaffMember } from '../caseload/reference';
import { headerKey } from '../caseload/text-keys';
import { SITE_FOLDER } from '../text/site-folder';

/** A file of a site's folder, or a worksheet, by its name. */
export interface ListTable {
  readonly name: string;
  readonly cells: Cells;
}

/** A site's settings and lists. */
export interface SiteLists {
  id: string;
  name: string;
  timeZone: string;
  duplicateCheck: string[];
  programRequired: boolean;
  feeders: Record<FeederTable, string[]>;
  programs: (Program & { active: boolean })[];
  staff: (StaffMember & { active: boolean })[];
  corrections: Correction[];
}

/** What is wrong with lists, naming the table and row. */
export class ListsProblem extends Error {}

const settings = z.object({
  id: z.string().default('lists'),
  name: z.string().default(''),
  timeZone: z.string().default('America/New_York'),
  duplicateCheck: z.array(z.string()).optional().transform(duplicateCheckOf),
  programRequired: z.boolean().default(false),
});

/** The tables of a site's lists (`domain.md`, *A site as a folder*), recognized by their headers. */
const TABLES = {
  programs: ['Program ID', 'Program Name'],
  staff: ['Staff ID', 'First Name', 'Last Name'],
  feeders: ['Feeder Table', 'Value'],
} as const;

/**
 * Reads a site's lists from the files of its folder, or from worksheets with the same headers, to work without the service.
 * @param siteJson the text of `site.json`, if there is one
 * @throws ListsProblem
 */
export function readSiteLists(tables: readonly ListTable[], siteJson?: string): SiteLists {
  const about = settings.safeParse(parse(siteJson));
  if (!about.success) throw new ListsProblem(SITE_FOLDER.unreadableSettings);
  const programs = rowsOf(tables, 'programs').map(({ texts: [id = '', name = ''], where, active }) => ({
    id: wholeNumber(id, where),
    name,
    active,
  }));
  const staff = rowsOf(tables, 'staff').map(({ texts: [id = '', firstName = '', lastName = ''], where, active }) => ({
    id: wholeNumber(id, where),
    firstName,
    lastName,
    active,
  }));
  const feeders: Record<FeederTable, string[]> = { 'Caseworker Relationship': [], 'Caseload Status': [], 'Reason for Dismissal': [] };
  for (const {
    texts: [table = '', value = ''],
    where,
  } of rowsOf(tables, 'feeders')) {
    const known = FEEDER_TABLES.find((name) => headerKey(name) === headerKey(table));
    if (known === undefined) throw new ListsProblem(SITE_FOLDER.notAFeederTable(where, table, FEEDER_TABLES));
    feeders[known].push(value);
  }
  return { ...about.data, programs, staff, feeders, corrections: [] };
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return undefined;
  }
}

interface ListRow {
  readonly texts: readonly string[];
  readonly where: string;
  /** False if its column *Active* says no. */
  readonly active: boolean;
}

/** A table's filled rows, with columns in the order of `TABLES`. */
function rowsOf(tables: readonly ListTable[], kind: keyof typeof TABLES): readonly ListRow[] {
  const wanted = TABLES[kind].map(headerKey);
  for (const { name, cells } of tables) {
    const keys = (cells[0] ?? []).map((cell) => headerKey(cellText(cell)));
    const places = wanted.map((key) => keys.indexOf(key));
    const activeAt = keys.indexOf(headerKey('Active'));
    if (places.includes(-1)) continue;
    return cells
      .map((row, place) => ({
        texts: places.map((column) => cellText(row[column]).trim()),
        where: SITE_FOLDER.place(name, place + 1),
        active: activeAt < 0 || cellText(row[activeAt]).trim().toLowerCase() !== 'no',
        row,
      }))
      .slice(1)
      .filter(({ row }) => row.some((cell) => !isBlank(cell)));
  }
  throw new ListsProblem(SITE_FOLDER.missingTable(kind, TABLES[kind]));
}

function wholeNumber(text: string, where: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number <= 0) throw new ListsProblem(SITE_FOLDER.notAnId(where, text));
  return number;
}
