import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, finished, inserts, signIn, submit } from './api';
import { eachPreview, handsOn, WAIT } from './preview';

const current = eachPreview();
const { button, axeFindings, sheet, insertTemplate, ribbon, eventually } = handsOn(current);

async function switchTo(name: string) {
  const { pane } = current();
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  await button('Sign out').click(WAIT);
  await button(name).click(WAIT);
  await pane.getByText(`${name} (`).waitFor(WAIT);
}

test('an upload waits for somebody else, who sees what it changes, sends it back with a word, and approves it in the end', async () => {
  const { pane, service } = current();
  // The administrator asks for a second pair of eyes.
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  await pane.getByRole('textbox', { name: 'Rows a day without approval' }).fill('1');
  await pane.getByRole('region', { name: 'Approval, e-mails and retention' }).getByRole('button', { name: 'Save' }).click(WAIT);
  await pane.getByText('The settings are saved').waitFor(WAIT);
  await pane.getByRole('tab', { name: 'Sheet' }).click(WAIT);
  await insertTemplate();
  const rows = inserts(2970, 2).slice(1);
  const [site] = [await call<{ staff: { id: number; firstName: string; lastName: string }[] }>(service, await signIn(service), '/site')];
  const [member] = site.staff.filter(({ id }) => id === 101);
  const caseworker = `${member?.firstName} ${member?.lastName}`;
  await sheet.set(
    'A2:L3',
    rows.map(([id, number]) => [id, number, '', '', '', caseworker, 'Mentor', 'Active', '3/14/2026', '', '', 'Insert'] as string[]),
  );
  await pane.getByText('2 rows: 2 begin').waitFor(WAIT);
  await ribbon('Submit').click(WAIT);
  await pane.getByText('The upload is waiting for approval').waitFor(WAIT);
  const waiting = pane.getByRole('group', { name: 'Upload Book1 – Sheet1, Waiting for approval' });
  await waiting.waitFor(WAIT);
  // Never one's own.
  expect(await waiting.getByRole('button', { name: 'Review' }).count()).toBe(0);

  await switchTo('Lee Novak');
  await pane.getByRole('tab', { name: 'Uploads' }).click(WAIT);
  await button('Review').click(WAIT);
  await pane.getByText('2 rows by dana@harbor.example. None of it has been applied yet.').waitFor(WAIT);
  await pane.getByText('2 begin').waitFor(WAIT);
  await pane.getByRole('region', { name: 'Caseworkers' }).getByText(caseworker).waitFor(WAIT);
  expect(await pane.getByRole('table', { name: 'Rows' }).getByRole('row').nth(1).textContent()).toMatch(/^229\d+Begins 3\/14\/2026/);
  expect(await axeFindings()).toEqual([]);
  await pane.getByRole('textbox', { name: 'Message to the user' }).fill('Please check the dates');
  await button('Send back').click(WAIT);
  await pane.getByText('“Book1 – Sheet1” is sent back').waitFor(WAIT);

  await switchTo('Dana Rivera');
  await pane.getByRole('tab', { name: 'Uploads' }).click(WAIT);
  await pane.getByText('lee@harbor.example has sent it back: “Please check the dates”', { exact: false }).waitFor(WAIT);
  await button('Ask for approval again').click(WAIT);
  await pane.getByText('The upload is waiting for approval').waitFor(WAIT);

  await switchTo('Lee Novak');
  await pane.getByRole('tab', { name: 'Uploads' }).click(WAIT);
  await button('Review').click(WAIT);
  await button('Approve').click(WAIT);
  await pane.getByText('“Book1 – Sheet1” is approved').waitFor(WAIT);
  await pane.getByRole('tab', { name: 'Complete' }).click(WAIT);
  await pane.getByText(', approved by lee@harbor.example').waitFor(WAIT);
});

test('an upload by another program is held back just the same', async () => {
  const { service } = current();
  const token = await signIn(service);
  await fetch(`${service.url}/api/site/settings`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ approvalRows: 0 }),
  });
  const upload = await submit(service, token, 'By machine', inserts(2980, 1));
  expect((await finished(service, token, upload.id)).state).toBe('needs-approval');
});

test('caseworkers are told in numbers if the site wants it; who can’t be told is named to whoever submitted', async () => {
  const { pane, service } = current();
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  await pane.getByRole('textbox', { name: 'Rows a day without approval' }).fill('');
  await pane.getByRole('checkbox', { name: 'E-mail caseworkers how many assignments began and ended' }).check(WAIT);
  await pane.getByRole('combobox', { name: 'Except for these programs' }).waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await pane.getByRole('region', { name: 'Approval, e-mails and retention' }).getByRole('button', { name: 'Save' }).click(WAIT);
  await pane.getByText('The settings are saved').waitFor(WAIT);
  const token = await signIn(service);
  const [header = [], ...rows] = inserts(2985, 3);
  // Every tenth of the sample's staff has no address.
  const shared = rows.map((row, place) => row.map((cell) => (cell === 101 && place > 0 ? 110 : cell)));
  const upload = await finished(service, token, (await submit(service, token, 'Shared', [header, ...shared])).id);
  expect(upload).toMatchObject({ state: 'complete' });
  const outbox = join(service.folder, 'outbox');
  const mailTo = (address: string) => {
    const mails = existsSync(outbox) ? readdirSync(outbox).map((name) => readFileSync(join(outbox, name), 'utf8')) : [];
    return mails.find((mail) => mail.includes(`To: ${address}`)) ?? '';
  };
  await eventually(async () => mailTo('staff101@harbor.example').includes('Your assignments: 1 began.'), true);
  const mail = mailTo('staff101@harbor.example');
  for (const secret of ['2985', 'CN-0', 'Shared']) expect(mail).not.toContain(secret);
  await pane.getByRole('tab', { name: 'Uploads' }).click(WAIT);
  await pane.getByRole('tab', { name: 'Complete' }).click(WAIT);
  await pane
    .getByRole('group', { name: /^Upload Shared/ })
    .getByRole('button', { name: 'View log' })
    .click(WAIT);
  await pane.getByRole('region', { name: 'E-mail' }).getByText('Not told, because they have no e-mail address: ').waitFor(WAIT);
});
