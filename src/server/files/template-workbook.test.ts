import { inflateRawSync } from 'node:zlib';
import { createLookups } from '../../core/caseload/lookup';
import type { Reference } from '../../core/caseload/reference';
import { SheetCheck } from '../../core/check/sheet-check';
import { makeTemplateWorkbook } from './template-workbook';
import { readUploadFile } from './upload-file';

const reference: Reference = {
  duplicateCheck: ['Case Number'],
  programRequired: false,
  feeders: {
    'Caseworker Relationship': ['Primary', 'Secondary'],
    'Caseload Status': ['Active', '1-2'],
    'Reason for Dismissal': ['Goals met'],
  },
  programs: [{ id: 11, name: 'Housing First' }],
  staff: [{ id: 101, firstName: 'Ann', lastName: 'Lee' }],
};
const picks = { program: 'name', caseworker: 'name', programDates: true } as const;

/** A part of a zip as text. */
function part(file: Buffer, name: string): string {
  for (let at = file.indexOf('PK\u0003\u0004'); at >= 0; at = file.indexOf('PK\u0003\u0004', at + 4)) {
    const [size, nameLength, extra] = [file.readUInt32LE(at + 18), file.readUInt16LE(at + 26), file.readUInt16LE(at + 28)];
    if (file.toString('utf8', at + 30, at + 30 + nameLength) !== name) continue;
    const start = at + 30 + nameLength + extra;
    return inflateRawSync(file.subarray(start, start + size)).toString();
  }
  return '';
}

test('another library reads its instructions, header and sample, and the lists on a hidden sheet, as text', async () => {
  const { default: read } = await import('read-excel-file/node');
  const file = Buffer.from(await makeTemplateWorkbook(picks, reference));
  const sheets = await read(file);
  const [caseload, lists] = sheets.map(({ data }) => data);
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Caseload', 'Caseload lists']);
  expect(caseload?.[0]?.[0]).toMatch(/^INSTRUCTIONS/);
  expect(caseload?.[1]?.slice(0, 3)).toEqual(['Participant ID', 'Case Number', 'Program Name']);
  expect(caseload?.[2]?.[0]).toBe('SAMPLE 1001');
  expect(lists?.[0]).toEqual(['program', 'staff', 'Caseworker Relationship', 'Caseload Status', 'Reason for Dismissal', 'action']);
  expect(lists?.[2]).toEqual([null, null, 'Secondary', '1-2', null, 'Insert']);
  expect(part(file, 'xl/workbook.xml')).toMatch(/name="Caseload lists"[^>]*state="veryHidden"/);
});

test('its dropdowns contain the site’s lists, from the sample row down; its dates are dates', async () => {
  const file = Buffer.from(await makeTemplateWorkbook(picks, reference));
  const xml = part(file, 'xl/worksheets/sheet1.xml');
  const lists = [...xml.matchAll(/<dataValidation type="list"[^>]*sqref="([A-Z]+3:[A-Z]+100003)"[^>]*>\s*<formula1>([^<]*)</g)];
  expect(lists.map(([, range, source]) => `${range} ${source?.replaceAll('&apos;', "'")}`)).toEqual([
    "C3:C100003 'Caseload lists'!$A$2:$A$2",
    "F3:F100003 'Caseload lists'!$B$2:$B$2",
    "G3:G100003 'Caseload lists'!$C$2:$C$3",
    "H3:H100003 'Caseload lists'!$D$2:$D$3",
    "K3:K100003 'Caseload lists'!$E$2:$E$2",
    "L3:L100003 'Caseload lists'!$F$2:$F$3",
  ]);
  expect(xml).toMatch(/<pane [^>]*ySplit="2"/);
  expect(part(file, 'xl/styles.xml')).toMatch(/m\/d\/yyyy/);
});

test('submitted unchanged, its sample and instructions are found', async () => {
  const { cells } = await readUploadFile('a.xlsx', await makeTemplateWorkbook(picks, reference));
  const check = new SheetCheck(cells, createLookups(reference), { today: 46_349 });
  expect(check.faults().map(({ code }) => code)).toEqual(['sheet.empty', 'sheet.instructions-left', 'sheet.sample-left']);
});
