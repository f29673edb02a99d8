import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SiteId } from '../../database/database';
import { openMemoryDatabase } from '../../database/open';
import { makeSampleSite } from '../sample';
import type { SiteData } from '../site-data';
import { exportSite, importSite } from '../site-store';
import { readSiteFolder, writeSiteFolder } from './site-folder';

const folder = mkdtempSync(join(tmpdir(), 'caseload-site-'));
let sample: SiteData;
beforeAll(async () => {
  sample = await makeSampleSite({ participants: 40, seed: 3 });
});
beforeEach(() => writeSiteFolder(folder, sample));
afterAll(() => rmSync(folder, { recursive: true }));

const edit = (file: string, from: string, to: string) =>
  writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(from, to));

test('a written site reads back identically', () => {
  expect(readSiteFolder(folder)).toEqual(sample);
});

test('a site that sets no duplicate check uses First Name, Last Name and SSN', () => {
  for (const setting of ['"duplicateCheck": []', '"other": 1']) {
    writeSiteFolder(folder, sample);
    const file = join(folder, 'site.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"duplicateCheck": \[[^\]]*\]/, setting));
    expect(readSiteFolder(folder).site.duplicateCheck).toEqual(['First Name', 'Last Name', 'SSN']);
  }
});

test('what is disabled, and staff’s addresses, are kept in optional columns', async () => {
  const [program, ...programs] = sample.programs;
  const [member, ...staff] = sample.staff;
  if (program === undefined || member === undefined) throw new Error('The sample is empty.');
  const changed = {
    ...sample,
    programs: [{ ...program, active: false }, ...programs],
    staff: [{ ...member, active: false, email: 'left@example.org' }, ...staff],
  };
  writeSiteFolder(folder, changed);
  expect(readSiteFolder(folder)).toEqual(changed);
  const database = await openMemoryDatabase();
  await importSite(database, readSiteFolder(folder));
  const kept = await exportSite(database, sample.site.id as SiteId);
  expect(kept?.programs.filter(({ active }) => active === false)).toEqual([{ ...program, active: false, digests: true }]);
  expect(kept?.staff.filter(({ active }) => active === false)).toEqual([{ ...member, active: false, email: 'left@example.org' }]);
  await database.close();
  edit('staff.csv', ',no,', ',perhaps,');
  expect(() => readSiteFolder(folder)).toThrow('staff.csv, row 2, column Active: is yes or no');
});

test('what a folder leaves blank stays as the site has it; what it says counts', async () => {
  const database = await openMemoryDatabase();
  const id = sample.site.id as SiteId;
  await importSite(database, sample);
  const [program, member, user] = [sample.programs[0], sample.staff[0], sample.users[0]];
  if (program === undefined || member === undefined || user === undefined) throw new Error('The sample is empty.');
  const changed: SiteData = {
    ...sample,
    site: { ...sample.site, approvalRows: 50, digests: true, retentionDays: 400 },
    programs: [{ ...program, active: false, digests: false }],
    staff: [{ ...member, active: false, email: 'left@example.org' }],
    users: [{ ...user, staffId: member.id, needsApproval: true }],
  };
  await importSite(database, changed);
  const once = await exportSite(database, id);
  expect(once).toMatchObject({ site: { approvalRows: 50, digests: true, retentionDays: 400 } });
  expect(once?.programs).toContainEqual({ ...program, active: false, digests: false });
  const blank = { ...sample, staff: sample.staff.map(({ email: _, ...rest }) => rest) };
  await importSite(database, blank);
  expect(await exportSite(database, id)).toEqual(once);
  await importSite(database, {
    ...blank,
    site: { ...sample.site, approvalRows: null, digests: false },
    programs: [{ ...program, active: true, digests: true }],
    users: [{ ...user, needsApproval: false }],
  });
  const again = await exportSite(database, id);
  expect(again).toMatchObject({ site: { approvalRows: null, digests: false } });
  expect(again?.programs).toContainEqual({ ...program, active: true, digests: true });
  expect(again?.users).toContainEqual({ ...user, staffId: member.id, needsApproval: false });
  expect(again?.staff).toContainEqual({ ...member, active: false, email: 'left@example.org' });
  if (once === undefined) throw new Error('The site was not exported.');
  writeSiteFolder(folder, once);
  expect(readSiteFolder(folder)).toEqual(once);
  await database.close();
});

test('the same seed makes the same site', async () => {
  expect(await makeSampleSite({ participants: 40, seed: 3 })).toEqual(sample);
});

test('an import run twice changes nothing the second time', async () => {
  const database = await openMemoryDatabase();
  const id = sample.site.id as SiteId;
  await importSite(database, readSiteFolder(folder));
  const once = await exportSite(database, id);
  await importSite(database, readSiteFolder(folder));
  expect(await exportSite(database, id)).toEqual(once);
  expect(once?.assignments).toHaveLength(sample.assignments.length);
  expect(once?.participants).toEqual(sample.participants);
  await database.close();
});

test.each([
  [
    'an ID that is no number',
    () => appendFileSync(join(folder, 'programs.csv'), 'x,Y\n'),
    'programs.csv, row 14, column Program ID: must be a whole number',
  ],
  [
    'a date that is none',
    () => edit('enrollments.csv', '2024-', '2024/'),
    /^enrollments\.csv, row \d+, column Program Start Date: must be a date as YYYY-MM-DD/,
  ],
  [
    'an unknown staff member',
    () => edit('assignments.csv', /,1\d\d,/.exec(readFileSync(join(folder, 'assignments.csv'), 'utf8'))?.[0] ?? '', ',999,'),
    /^assignments\.csv, row \d+, column Staff ID: there is no Staff ID 999/,
  ],
  [
    'an unknown feeder table',
    () => appendFileSync(join(folder, 'feeders.csv'), 'Shoes,Red\n'),
    /^feeders\.csv, row \d+, column Feeder Table: is one of/,
  ],
  ['a missing column', () => edit('staff.csv', 'Last Name', 'Surname'), 'staff.csv, row 1: the column “Last Name” is missing'],
  ['a missing file', () => rmSync(join(folder, 'users.csv')), 'users.csv is missing'],
  [
    'a user twice',
    () => appendFileSync(join(folder, 'users.csv'), 'DANA@harbor.example,Dana,uploads:view,,\n'),
    /^users\.csv, row 6, column Email: dana@harbor\.example occurs twice/,
  ],
  ['an own caseload without a Staff ID', () => edit('users.csv', ',101', ','), /^users\.csv, row \d, column Staff ID: is needed by rights/],
  ['settings that are no JSON', () => writeFileSync(join(folder, 'site.json'), '{'), 'site.json is not valid JSON'],
  [
    'a participant twice',
    () => appendFileSync(join(folder, 'participants.csv'), '1001,A,B,2000-01-01,CN-1,900000000\n'),
    /^participants\.csv, row 42, column Participant ID: 1001 occurs twice/,
  ],
])('%s is reported by file, row and column', (_, spoil, words) => {
  spoil();
  expect(() => readSiteFolder(folder)).toThrow(words);
});
