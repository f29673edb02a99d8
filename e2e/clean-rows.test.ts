import type { Site } from '../src/api/site';
import type { OpenAssignment } from '../src/core/sending/assignment-rows';
import { call, signIn } from './api';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const current = eachPreview();
const { button, sheet, insertTemplate, eventually, axeFindings } = handsOn(current);

test('the rows without problems are sent, and the others move to a worksheet of their own, each with its reason', async () => {
  const { pane, page } = current();
  const caseworker = await insertTemplate();
  const rows = [
    rowOf(1021, caseworker),
    rowOf(1022, caseworker, { 7: 'Actve' }),
    rowOf(1023, caseworker),
    // Only the record knows that there is no such participant.
    rowOf(999_999, caseworker),
    rowOf(1024, 'Nobody Atall'),
  ];
  await sheet.set('A2:L6', rows);
  await button('Or submit 3 rows without problems, and keep the rest').click(WAIT);
  await pane.getByText('3 rows are kept back.').waitFor(WAIT);
  // Why there is one less to submit than the button said.
  await pane.getByText('Kept back because they conflict with your site’s records: Row 5').waitFor(WAIT);
  await pane.getByText('2 begin').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await button('Submit 2 rows').click(WAIT);
  await pane.getByText('2 rows submitted, 3 kept back').waitFor(WAIT);

  // What is left to do is the leftmost worksheet now, ready to be mended.
  await eventually(async () => (await page.getByRole('tab').allTextContents()).slice(-2), ['To fix', 'Sheet1']);
  const [header = [], ...kept] = await sheet.get('A1:M4');
  expect(header.at(-1)).toBe('Reason');
  expect(kept.map(([id]) => id)).toEqual([1022, 999_999, 1024]);
  expect(kept.map((row) => row.at(-1))).toEqual([
    expect.stringContaining('“Actve” is not'),
    expect.stringContaining('No participant of your site has the ID 999999'),
    expect.stringContaining('“Nobody Atall” is not'),
  ]);
  await eventually(() => sheet.highlights(), ['H2', 'A3', 'F4']);
  expect(await sheet.dropdown('H2')).toContain('Active');
  expect(await sheet.dropdown('F4')).toContain(caseworker);
  expect(await page.evaluate(() => window.preview.workbook.active.layout.frozenRows)).toBe(1);

  // Mended, they are sent as they are: the reasons stay in the workbook.
  await sheet.set('H2', [['Active']]);
  await sheet.set('A3:B3', [[1025, 'CN-050025']]);
  await sheet.set('F4', [[caseworker]]);
  const sent: string[] = [];
  page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.postData() ?? '')));
  await button('Submit 3 rows').click(WAIT);
  await pane.getByText('3 begin').waitFor(WAIT);
  await button('Submit 3 rows').click(WAIT);
  await pane.getByText('3 of 3 records accepted').waitFor(WAIT);
  expect(sent.join()).not.toContain('is not in');
});

test('all rows of a participant go or stay together: half a transfer leaves nobody without a caseworker', async () => {
  const { pane, service } = current();
  const caseworker = await insertTemplate();
  const token = await signIn(service);
  const { programs, staff } = await call<Site>(service, token, '/site');
  const member = staff.find(({ firstName, lastName }) => `${firstName} ${lastName}` === caseworker);
  const { assignments } = await call<{ assignments: OpenAssignment[] }>(service, token, `/caseload?staffId=${member?.id}`);
  const other = 1027;
  const open = assignments.find((one) => one.programId !== null && one.participantId !== other);
  if (open === undefined) throw new Error('The sample has no such assignment.');
  const { participantId, programId, relationship, start, demographics } = open;
  const program = programs.find(({ id }) => id === programId)?.name ?? '';
  const same = [participantId, demographics?.['Case Number'] ?? '', program, start ?? '', '', caseworker, relationship ?? ''];
  // Ends the open assignment, but with no reason for it; begins it again; and has nothing to do with the two.
  await sheet.set('A2:L4', [
    [...same, '', '', '2026-11-20', 'Becuase', 'Update'],
    [...same, 'Active', '2026-11-20', '', '', 'Insert'],
    rowOf(other, caseworker),
  ]);
  await button('Or submit 1 row without problems, and keep the rest').click(WAIT);
  await pane.getByText('2 rows are kept back.').waitFor(WAIT);
  await pane.getByText('Kept back because another row of the same participant has a problem: Row 3').waitFor(WAIT);
  await button('Submit 1 row').click(WAIT);
  await pane.getByText('1 row submitted, 2 kept back').waitFor(WAIT);
  const [, ...kept] = await sheet.get('A1:M3');
  expect(kept.map((row) => row.at(-1))).toEqual([
    expect.stringContaining('“Becuase” is not'),
    expect.stringContaining('Kept back because another row of the same participant has a problem.'),
  ]);
});
