import { deflateRawSync } from 'node:zlib';
import { readUploadFile } from './upload-file';

/** A zip of parts; each may lie about its unpacked size. */
function zip(parts: Readonly<Record<string, Buffer>>, claimed?: number): Buffer {
  const [locals, entries]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const packed = deflateRawSync(content, { level: 9 });
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claimed ?? content.length, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claimed ?? content.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    entries.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}

const text = (content: string) => Buffer.from(content);
const types = { '[Content_Types].xml': text('<Types/>') };
const workbook = async (rows: (string | number)[][]) =>
  Buffer.from(
    await (await import('hucre/xlsx')).writeXlsx({
      sheets: [
        { name: 'First', rows },
        { name: 'Second', rows: [['x']] },
      ],
    }),
  );

test('only the leftmost sheet of a workbook is read', async () => {
  const rows = [
    ['Participant ID', 'Case Number'],
    [1001, 'CN-1'],
  ];
  expect(await readUploadFile('a.xlsx', await workbook(rows))).toEqual({ cells: rows, hidden: null, skipped: [] });
});

const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, ' ');
/** The list of parts is said to stand where nothing is. */
const astray = (file: Buffer) => file.fill(0xff, file.length - 6, file.length - 2);
const HEADER = 'Participant ID,Caseload Status,Start Date';
const relationships = (list: string) => `<Relationships>${list}</Relationships>`;

test.each<[string, string, () => Buffer | Promise<Buffer>, string]>([
  ['a zip bomb', 'a.xlsx', () => zip({ ...types, 'xl/worksheets/sheet1.xml': megabytes(401) }), 'far larger'],
  ['a zip bomb that lies about its size', 'a.xlsx', () => zip({ ...types, 'xl/worksheets/sheet1.xml': megabytes(401) }, 10), 'far larger'],
  [
    'many parts that are a bomb together',
    'a.xlsx',
    () => zip({ ...types, 'a.xml': megabytes(201), 'b.xml': megabytes(201) }),
    'far larger',
  ],
  [
    'an entity in the XML',
    'a.xlsx',
    () => zip({ ...types, 'xl/workbook.xml': text('<!DOCTYPE a [<!ENTITY b "c">]><a/>') }),
    'document type',
  ],
  ['a workbook with macros', 'a.xlsx', () => zip({ ...types, 'xl/vbaProject.bin': text('x') }), 'macros'],
  ['an encrypted or old workbook', 'a.xlsx', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'encrypted'],
  ['a zip that is no workbook', 'a.xlsx', () => zip({ 'readme.txt': text('x') }), 'not an .xlsx workbook'],
  ['a workbook that is cut off', 'a.xlsx', async () => (await workbook([['x']])).subarray(0, 700), 'damaged'],
  ['a list of parts that points beyond the file', 'a.xlsx', () => astray(zip(types)), 'damaged'],
  ['text that is called .xlsx', 'a.xlsx', () => text(HEADER), 'a text file with the extension .xlsx'],
  ['a workbook that is called .csv', 'a.csv', () => workbook([['x']]), 'Rename it to .xlsx'],
  ['an .xlsm', 'a.xlsm', () => workbook([['x']]), 'neither .csv nor .xlsx'],
  ['an empty file', 'a.csv', () => text(''), 'empty'],
  [
    'a comma inside a value',
    'a.csv',
    () => text(`${HEADER}\n1001,Active,\n1002,On hold, maybe,3/14/2026\n`),
    'Line 3 has 4 values, but the header has 3',
  ],
])('%s is refused with a reason', async (_, name, make, words) => {
  await expect(readUploadFile(name, await make())).rejects.toThrow(words);
});

test('quoted commas, notes above the header and trailing empty values are not stray commas', async () => {
  const csv = `A title, with a comma, and more, and more\n${HEADER}\n1001,"Active, now",,,,\n`;
  expect((await readUploadFile('a.csv', text(csv))).cells).toHaveLength(3);
});

test('the leftmost worksheet counts even if hidden, which is reported', async () => {
  const { writeXlsx } = await import('hucre/xlsx');
  const sheets = [
    { name: 'Old', rows: [['x']], hidden: true },
    { name: 'New', rows: [['y']] },
  ];
  expect(await readUploadFile('a.xlsx', Buffer.from(await writeXlsx({ sheets })))).toEqual({ cells: [['x']], hidden: 'Old', skipped: [] });
});

test.each([false, true])('dates are the same days in both epochs (1904: %p)', async (is1904) => {
  const { readXlsx, writeXlsx } = await import('hucre/xlsx');
  const rows = [[new Date(Date.UTC(2026, 2, 14)), new Date(Date.UTC(1999, 11, 31))]];
  const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: 'x', rows }], ...(is1904 ? { dateSystem: '1904' as const } : {}) }));
  expect((await readXlsx(bytes)).dateSystem).toBe(is1904 ? '1904' : '1900');
  expect((await readUploadFile('a.xlsx', bytes)).cells).toEqual([[46_095, 36_525]]);
});

test('in a 1904 workbook, numbers in date columns are dates, formatted or not', async () => {
  const { writeXlsx } = await import('hucre/xlsx');
  const header = HEADER.split(',');
  const rows = [header, [1001, 'Active', 44_633], [1002, 'Active', new Date(Date.UTC(2026, 2, 14))]];
  const read = async (dateSystem: '1900' | '1904') =>
    (await readUploadFile('a.xlsx', Buffer.from(await writeXlsx({ sheets: [{ name: 'x', rows }], dateSystem })))).cells.slice(1);
  expect(await read('1904')).toEqual([
    [1001, 'Active', 46_095],
    [1002, 'Active', 46_095],
  ]);
  expect(await read('1900')).toEqual([
    [1001, 'Active', 44_633],
    [1002, 'Active', 46_095],
  ]);
});

test('formatting is not data, however far it extends; data far below the caseload is refused with its row', async () => {
  const styled = (sheetData: string) =>
    zip({
      '[Content_Types].xml': text('<Types/>'),
      '_rels/.rels': text(relationships('<Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/>')),
      'xl/workbook.xml': text('<workbook xmlns:r="http://r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': text(
        relationships('<Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>'),
      ),
      'xl/worksheets/sheet1.xml': text(`<worksheet><sheetData>${sheetData}</sheetData></worksheet>`),
    });
  const far = '<row r="1"><c r="A1"><v>5</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>';
  expect((await readUploadFile('a.xlsx', styled(far))).cells).toEqual([[5]]);
  const value = '<row r="1048576"><c r="A1048576"><v>5</v></c></row>';
  await expect(readUploadFile('a.xlsx', styled(value))).rejects.toThrow('Row 1,048,576');
});

test('a chart to the left of the first worksheet is skipped, which is reported', async () => {
  const book = zip({
    '[Content_Types].xml': text('<Types/>'),
    '_rels/.rels': text(relationships('<Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/>')),
    'xl/workbook.xml': text(
      '<workbook xmlns:r="http://r"><sheets><sheet name="Chart" sheetId="1" r:id="rId1"/><sheet name="S" sheetId="2" r:id="rId2"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': text(
      relationships(
        '<Relationship Id="rId1" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>',
      ),
    ),
    'xl/chartsheets/sheet1.xml': text('<chartsheet/>'),
    'xl/worksheets/sheet1.xml': text('<worksheet><sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData></worksheet>'),
  });
  expect(await readUploadFile('a.xlsx', book)).toEqual({ cells: [[5]], hidden: null, skipped: ['Chart'] });
});

test.each([
  ['sep=; in the first line', 'sep=;\nParticipant ID;Caseload Status;Start Date\n1001;Active, now;3/14/2026\n'],
  ['mixed line ends', 'Participant ID,Caseload Status,Start Date\r\n1001,"Active, now",3/14/2026\r1002,b,c\n'],
])('a .csv with %s is read', async (_, csv) => {
  const { cells } = await readUploadFile('a.csv', text(csv));
  expect(cells.slice(0, 2)).toEqual([
    ['Participant ID', 'Caseload Status', 'Start Date'],
    [1001, 'Active, now', 46_095],
  ]);
});

test('in a column with day-first dates, ambiguous dates stay text, and the check reports them', async () => {
  const dates = async (...texts: string[]) =>
    (await readUploadFile('a.csv', text([HEADER, ...texts.map((date) => `1001,Active,${date}`)].join('\n')))).cells
      .slice(1)
      .map((row) => row[2]);
  expect(await dates('13/01/2026', '08/01/2026')).toEqual(['13/01/2026', '08/01/2026']);
  expect(await dates('3/14/2026', '08/01/2026')).toEqual([46_095, 46_235]);
});

test('a workbook with UTF-16 parts is refused with the actual reason', async () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<?xml version="1.0"?><workbook/>', 'utf16le')]);
  await expect(readUploadFile('a.xlsx', zip({ ...types, 'xl/workbook.xml': utf16 }))).rejects.toThrow('UTF-16');
});

test('a million columns are read, and left to the service to refuse', async () => {
  const { cells } = await readUploadFile('a.csv', text(`${HEADER}${',x'.repeat(1_000_000)}\n`));
  expect(cells[0]).toHaveLength(1_000_003);
});

test('16,384 columns are read, and left to the service to refuse', async () => {
  const row = Array.from({ length: 16_384 }, (_, column) => column);
  expect((await readUploadFile('a.xlsx', await workbook([row]))).cells[0]).toHaveLength(16_384);
});
