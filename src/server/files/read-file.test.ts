import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialOfIso } from '../../core/caseload/dates';
import { readSheetFile } from './read-file';

const folder = mkdtempSync(join(tmpdir(), 'caseload-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test('a .csv: the header is row 1, quotes are parsed, dates are month first', async () => {
  const file = write('a.csv', '\ufeffParticipant ID,Case Number,Start Date\r\n1001,"CN ""1"", x",03/04/2026\r\n1002,007,soon\r\n');
  expect(await readSheetFile(file)).toEqual([
    ['Participant ID', 'Case Number', 'Start Date'],
    [1001, 'CN "1", x', serialOfIso('2026-03-04')],
    [1002, '007', 'soon'],
  ]);
});

test.each([
  ['UTF-16 with semicolons', Buffer.from('\ufeffParticipant ID;Name\r\n1001;Zoë\r\n', 'utf16le')],
  ['UTF-16 without a mark', Buffer.from('Participant ID;Name\r\n1001;Zoë\r\n', 'utf16le')],
  ['UTF-16, the big end first', Buffer.from('\ufeffParticipant ID\tName\n1001\tZoë\n', 'utf16le').swap16()],
  ['Windows-1252 with tabs', Buffer.from('Participant ID\tName\n1001\tZoë\n', 'latin1')],
  ['UTF-8', Buffer.from('"Participant ID",Name\n1001,Zoë\n')],
])('a .csv in %s', async (_, bytes) => {
  const cells = await readSheetFile(write('encoded.csv', bytes));
  expect(cells.slice(0, 2)).toEqual([
    ['Participant ID', 'Name'],
    [1001, 'Zoë'],
  ]);
});

test('a .csv with a title above its header keeps all columns and line numbers', async () => {
  const cells = await readSheetFile(write('title.csv', 'Report of March\n\nParticipant ID,Case Number\n1001,CN-1,note\n'));
  expect(cells.slice(0, 4)).toEqual([['Report of March'], [''], ['Participant ID', 'Case Number'], [1001, 'CN-1', 'note']]);
});

test('an .xlsx: the leftmost worksheet, dates as serial numbers', async () => {
  const { writeXlsx } = await import('hucre/xlsx');
  const sheets = [
    {
      name: 'First',
      rows: [
        ['Participant ID', 'Start Date'],
        [1001, new Date(Date.UTC(2026, 2, 14))],
      ],
    },
    { name: 'Second', rows: [['x']] },
  ];
  expect(await readSheetFile(write('a.xlsx', await writeXlsx({ sheets })))).toEqual([
    ['Participant ID', 'Start Date'],
    [1001, 46095],
  ]);
});

test.each([
  ['no-such.csv', undefined, 'does not exist'],
  ['damaged.xlsx', 'not a zip', 'damaged'],
  ['workbook.csv', 'PK\u0003\u0004 and so on', 'Rename it to .xlsx'],
  ['picture.csv', '\u0089PNG\u0000\u0001\u0002 and more of this kind', 'not a text file'],
  ['a.pdf', 'x', 'neither .csv nor .xlsx'],
])('%s is refused with a reason', async (name, content, words) => {
  const file = content === undefined ? join(folder, name) : write(name, content);
  await expect(readSheetFile(file)).rejects.toThrow(words);
});
