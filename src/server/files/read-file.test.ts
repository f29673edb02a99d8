import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialOfIso } from '../../core/dates';
import { readSheetFile } from './read-file';

const folder = mkdtempSync(join(tmpdir(), 'caseload-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test('a .csv: the header is row 1, quotes are understood, dates are in the American order', async () => {
  const file = write('a.csv', '\ufeffParticipant ID,Case Number,Start Date\r\n1001,"CN ""1"", x",03/04/2026\r\n1002,007,soon\r\n');
  expect(await readSheetFile(file)).toEqual([
    ['Participant ID', 'Case Number', 'Start Date'],
    [1001, 'CN "1", x', serialOfIso('2026-03-04')],
    [1002, '007', 'soon'],
  ]);
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
  ['no-such.csv', undefined, 'is not there'],
  ['damaged.xlsx', 'not a zip', 'damaged'],
  ['a.pdf', 'x', 'neither .csv nor .xlsx'],
])('%s is refused in words', async (name, content, words) => {
  const file = content === undefined ? join(folder, name) : write(name, content);
  await expect(readSheetFile(file)).rejects.toThrow(words);
});
