import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'caseload-commands-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command of the built CLI. */
function caseload(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/caseload.js', ...words], {
    encoding: 'utf8',
    cwd: join(__dirname, '..'),
  });
  return { status, said: stdout + stderr };
}

test('sample site, template, check and CSV export from the command line', () => {
  const [site, template, csv, out] = ['site', 'template.xlsx', 'messy.csv', 'out.csv'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  expect(caseload('site', 'sample', site, '--participants', '50')).toMatchObject({ status: 0 });
  expect(existsSync(join(site, 'participants.csv'))).toBe(true);

  expect(caseload('template', template, '--site', site, '--program', 'id')).toMatchObject({ status: 0 });
  const left = caseload('check', template, '--site', site, '--json');
  expect(left.status).toBe(1);
  expect(JSON.parse(left.said).findings.map((finding: { code: string }) => finding.code)).toEqual([
    'sheet.empty',
    'sheet.instructions-left',
    'sheet.sample-left',
  ]);
  expect(caseload('template', template, '--site', site, '--program', 'maybe')).toMatchObject({
    status: 2,
    said: expect.stringContaining('--program must be'),
  });

  writeFileSync(csv, 'Participant ID,Caseload Status,Start Date,Update OR Insert\n1001,"Active, now",3/14/2026,Insert\n');
  expect(caseload('csv', csv, out)).toMatchObject({ status: 0, said: expect.stringContaining('1 cell changed') });
  expect(readFileSync(out, 'utf8')).toContain('1001,Active now,03/14/2026,Insert\r\n');
  expect(caseload('check', join(folder, 'none.csv'), '--site', site)).toMatchObject({ status: 2 });
});
