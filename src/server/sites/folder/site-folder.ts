import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { security } from '../../../api/shared';
import { retentionDays } from '../../../api/site';
import { serialOfIso } from '../../../core/caseload/dates';
import { type Disableable, duplicateCheckOf, FEEDER_TABLES } from '../../../core/caseload/reference';
import { needsStaffId, type Security } from '../../../core/rules/securities';
import { INVALID } from '../../../core/text/problems';
import { SITE_FOLDER } from '../../../core/text/site-folder';
import type { SiteData } from '../site-data';
import { readCsv, writeCsv } from './csv';

/** An error in a site's folder, with its file, row and column. */
export class FolderProblem extends Error {}

const settings = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'is made of small letters, digits and -'),
  name: z.string().min(1),
  timeZone: z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', 'is no time zone'),
  duplicateCheck: z.array(z.string().min(1)).optional().transform(duplicateCheckOf),
  programRequired: z.boolean(),
  digests: z.boolean().optional(),
  approvalRows: z.number().int().min(0).max(100_000).nullish(),
  retentionDays: retentionDays.optional(),
});

const id = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number);
const optionalId = z.union([z.literal('').transform(() => null), id]);
const date = z.string().refine((text) => serialOfIso(text) !== null, 'must be a date as YYYY-MM-DD');
const optionalDate = z.union([z.literal('').transform(() => null), date]);
const name = z.string().trim().min(1, 'is empty');
const optionalText = z.string().transform((text) => text.trim() || null);

const FILES = {
  programs: { 'Program ID': id, 'Program Name': name },
  staff: { 'Staff ID': id, 'First Name': name, 'Last Name': name },
  feeders: { 'Feeder Table': z.enum(FEEDER_TABLES, `is one of ${FEEDER_TABLES.join(', ')}`), Value: name },
  participants: { 'Participant ID': id },
  enrollments: { 'Participant ID': id, 'Program ID': id, 'Program Start Date': date, 'Program End Date': optionalDate },
  assignments: {
    'Participant ID': id,
    'Program ID': optionalId,
    'Staff ID': id,
    'Caseworker Relationship': name,
    'Caseload Status': optionalText,
    'Start Date': date,
    'End Date': optionalDate,
    'Reason for Dismissal': optionalText,
  },
  users: {
    Email: z.email('is no e-mail address'),
    Name: name,
    Securities: z
      .string()
      .transform((text) => text.split(/\s+/).filter(Boolean))
      .pipe(z.array(security)),
    'Program IDs': z
      .string()
      .transform((text) => text.split(/\s+/).filter(Boolean))
      .pipe(z.array(id)),
  },
} as const;

type Row<Shape> = { readonly [Header in keyof Shape]: Shape[Header] extends z.ZodType<infer Out> ? Out : never } & {
  readonly more: Readonly<Record<string, string>>;
  readonly line: number;
};

function readText(folder: string, file: string): string {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch {
    throw new FolderProblem(SITE_FOLDER.missing(file));
  }
}

function readTable<Shape extends Readonly<Record<string, z.ZodType>>>(folder: string, file: string, shape: Shape): readonly Row<Shape>[] {
  const table = readCsv(readText(folder, file));
  const places = Object.keys(shape).map((header) => {
    const place = table.header.indexOf(header);
    if (place < 0) throw new FolderProblem(SITE_FOLDER.missingColumn(file, header));
    return [header, place] as const;
  });
  const others = table.header.flatMap((header, place) => (header in shape ? [] : [[header, place] as const]));
  return table.rows.map((fields, index) => {
    const line = index + 2;
    if (fields.length !== table.header.length) {
      throw new FolderProblem(SITE_FOLDER.fieldCount(file, line, fields.length, table.header.length));
    }
    const row: Record<string, unknown> = {
      line,
      more: Object.fromEntries(others.map(([header, place]) => [header, (fields[place] ?? '').trim()])),
    };
    for (const [header, place] of places) {
      const read = shape[header]?.safeParse((fields[place] ?? '').trim());
      if (!read?.success) throw new FolderProblem(SITE_FOLDER.badValue(file, line, header, read?.error.issues[0]?.message));
      row[header] = read.data;
    }
    return row as Row<Shape>;
  });
}

/** Checks that references exist. */
function references(file: string, header: string, known: ReadonlySet<number>) {
  return (line: number, value: number | null) => {
    if (value !== null && !known.has(value)) throw new FolderProblem(SITE_FOLDER.unknownReference(file, line, header, value));
  };
}

function ids<R extends { readonly line: number }, Id extends number | string>(
  file: string,
  header: string,
  rows: readonly R[],
  read: (row: R) => Id,
): ReadonlySet<Id> {
  const seen = new Set<Id>();
  for (const row of rows) {
    if (seen.has(read(row))) throw new FolderProblem(SITE_FOLDER.repeated(file, row.line, header, read(row)));
    seen.add(read(row));
  }
  return seen;
}

function readSettings(folder: string): SiteData['site'] {
  let json: unknown;
  try {
    json = JSON.parse(readText(folder, 'site.json'));
  } catch (error) {
    throw error instanceof FolderProblem ? error : new FolderProblem(SITE_FOLDER.notJson);
  }
  const read = settings.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new FolderProblem(SITE_FOLDER.badSettings(issue?.path.join('.') ?? '', issue?.message ?? ''));
}

/**
 * Reads a site from its folder.
 * @throws FolderProblem with the file, row and column of the first error
 */
export function readSiteFolder(folder: string): SiteData {
  const site = readSettings(folder);
  const programs = readTable(folder, 'programs.csv', FILES.programs);
  const staff = readTable(folder, 'staff.csv', FILES.staff);
  const feeders = readTable(folder, 'feeders.csv', FILES.feeders);
  const participants = readTable(folder, 'participants.csv', FILES.participants);
  const enrollments = readTable(folder, 'enrollments.csv', FILES.enrollments);
  const assignments = readTable(folder, 'assignments.csv', FILES.assignments);
  const users = readTable(folder, 'users.csv', FILES.users);

  const programIds = ids('programs.csv', 'Program ID', programs, (row) => row['Program ID']);
  const staffIds = ids('staff.csv', 'Staff ID', staff, (row) => row['Staff ID']);
  ids('users.csv', 'Email', users, (row) => row.Email.toLowerCase());
  const participantIds = ids('participants.csv', 'Participant ID', participants, (row) => row['Participant ID']);
  for (const demographic of site.duplicateCheck) {
    const [first] = participants;
    if (first && !(demographic in first.more)) throw new FolderProblem(SITE_FOLDER.missingDemographic(demographic));
  }
  for (const [file, rows] of [['enrollments.csv', enrollments] as const, ['assignments.csv', assignments] as const]) {
    const [participant, program] = [references(file, 'Participant ID', participantIds), references(file, 'Program ID', programIds)];
    for (const row of rows) {
      participant(row.line, row['Participant ID']);
      program(row.line, row['Program ID']);
    }
  }
  const staffMember = references('assignments.csv', 'Staff ID', staffIds);
  for (const row of assignments) staffMember(row.line, row['Staff ID']);

  return {
    site,
    programs: programs.map((row) => ({
      id: row['Program ID'],
      name: row['Program Name'],
      ...optional('active', readYesOrNo('programs.csv', 'Active', row)),
      ...optional('digests', readYesOrNo('programs.csv', 'Digests', row)),
    })),
    staff: staff.map((row) => ({
      id: row['Staff ID'],
      firstName: row['First Name'],
      lastName: row['Last Name'],
      ...optional('active', readYesOrNo('staff.csv', 'Active', row)),
      ...readEmail(row),
    })),
    feeders: feeders.map((row) => ({ table: row['Feeder Table'], value: row.Value })),
    participants: participants.map((row) => ({ id: row['Participant ID'], demographics: row.more })),
    enrollments: enrollments.map((row) => ({
      participantId: row['Participant ID'],
      programId: row['Program ID'],
      start: row['Program Start Date'],
      end: row['Program End Date'],
    })),
    assignments: assignments.map((row) => ({
      participantId: row['Participant ID'],
      programId: row['Program ID'],
      staffId: row['Staff ID'],
      relationship: row['Caseworker Relationship'],
      status: row['Caseload Status'],
      start: row['Start Date'],
      end: row['End Date'],
      reason: row['Reason for Dismissal'],
    })),
    users: users.map((row) => ({
      email: row.Email.toLowerCase(),
      name: row.Name,
      securities: row.Securities,
      programIds: row['Program IDs'],
      ...readStaffId(row, staffIds),
      ...optional('needsApproval', readYesOrNo('users.csv', 'Approval', row)),
    })),
  };
}

const yesOrNo = z.enum(['yes', 'no', ''], 'is yes or no');
const optionalEmail = z.union([z.literal(''), z.email('is no e-mail address')]);

interface OptionalColumns {
  readonly line: number;
  readonly more: Readonly<Record<string, string>>;
}

/** An optional column of `yes` and `no`: undefined where it is blank. */
function readYesOrNo(file: string, header: string, { line, more }: OptionalColumns): boolean | undefined {
  const read = yesOrNo.safeParse((more[header] ?? '').toLowerCase());
  if (!read.success) throw new FolderProblem(SITE_FOLDER.badValue(file, line, header, read.error.issues[0]?.message));
  return read.data === '' ? undefined : read.data === 'yes';
}

/** The property, unless its value is undefined. */
function optional<Key extends string>(key: Key, value: boolean | undefined): { readonly [K in Key]?: boolean } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: boolean });
}

/** The optional column *Email* of staff. */
function readEmail({ line, more }: OptionalColumns): { readonly email?: string } {
  const read = optionalEmail.safeParse(more.Email ?? '');
  if (!read.success) throw new FolderProblem(SITE_FOLDER.badValue('staff.csv', line, 'Email', read.error.issues[0]?.message));
  return read.data === '' ? {} : { email: read.data };
}

/** The optional column *Staff ID* of users, which a right to their own caseload needs. */
function readStaffId(
  row: OptionalColumns & { readonly Securities: readonly Security[] },
  known: ReadonlySet<number>,
): { staffId?: number } {
  const read = optionalId.safeParse(row.more['Staff ID'] ?? '');
  if (!read.success) throw new FolderProblem(SITE_FOLDER.badValue('users.csv', row.line, 'Staff ID', read.error.issues[0]?.message));
  references('users.csv', 'Staff ID', known)(row.line, read.data);
  if (read.data !== null) return { staffId: read.data };
  if (needsStaffId(row.Securities))
    throw new FolderProblem(SITE_FOLDER.badValue('users.csv', row.line, 'Staff ID', INVALID.ownWithoutStaffId));
  return {};
}

/** A cell of an optional column of `yes` and `no`. */
const yesNo = (value: boolean | undefined) => (value === undefined ? '' : value ? 'yes' : 'no');

/** Writes a site into a folder, creating it if necessary. Reading it again yields the same site. */
export function writeSiteFolder(folder: string, data: SiteData): void {
  mkdirSync(folder, { recursive: true });
  const write = (file: keyof typeof FILES, rows: Iterable<readonly (string | number | null)[]>, more: readonly string[] = []) =>
    writeFileSync(join(folder, `${file}.csv`), writeCsv([...Object.keys(FILES[file]), ...more], rows));
  writeFileSync(join(folder, 'site.json'), `${JSON.stringify(data.site, null, 2)}\n`);
  const hasActive = (list: readonly Disableable[]) => list.some(({ active }) => active !== undefined);
  const hasDigests = data.programs.some(({ digests }) => digests !== undefined);
  const hasEmails = data.staff.some(({ email }) => email !== undefined);
  const demographics = [...new Set(data.participants.flatMap((one) => Object.keys(one.demographics)))];
  write(
    'programs',
    data.programs.map((one) => [
      one.id,
      one.name,
      ...(hasActive(data.programs) ? [yesNo(one.active)] : []),
      ...(hasDigests ? [yesNo(one.digests)] : []),
    ]),
    [...(hasActive(data.programs) ? ['Active'] : []), ...(hasDigests ? ['Digests'] : [])],
  );
  write(
    'staff',
    data.staff.map((one) => [
      one.id,
      one.firstName,
      one.lastName,
      ...(hasActive(data.staff) ? [yesNo(one.active)] : []),
      ...(hasEmails ? [one.email ?? ''] : []),
    ]),
    [...(hasActive(data.staff) ? ['Active'] : []), ...(hasEmails ? ['Email'] : [])],
  );
  write(
    'feeders',
    data.feeders.map((one) => [one.table, one.value]),
  );
  write(
    'participants',
    data.participants.map((one) => [one.id, ...demographics.map((name) => one.demographics[name] ?? '')]),
    demographics,
  );
  write(
    'enrollments',
    data.enrollments.map((one) => [one.participantId, one.programId, one.start, one.end]),
  );
  write(
    'assignments',
    data.assignments.map((one) => [
      one.participantId,
      one.programId,
      one.staffId,
      one.relationship,
      one.status,
      one.start,
      one.end,
      one.reason,
    ]),
  );
  const hasApproval = data.users.some(({ needsApproval }) => needsApproval !== undefined);
  const hasStaffIds = data.users.some(({ staffId }) => staffId !== undefined);
  write(
    'users',
    data.users.map((one) => [
      one.email,
      one.name,
      one.securities.join(' '),
      one.programIds.join(' '),
      ...(hasStaffIds ? [one.staffId ?? ''] : []),
      ...(hasApproval ? [yesNo(one.needsApproval)] : []),
    ]),
    [...(hasStaffIds ? ['Staff ID'] : []), ...(hasApproval ? ['Approval'] : [])],
  );
}
