import type { Site } from '../src/api/site';
import { call, signIn } from './api';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const current = eachPreview();
const { button, sheet, insertTemplate, ribbon, axeFindings } = handsOn(current);

test('a right that reaches the own caseload only is told on the sheet, and other caseworkers’ rows are not sent', async () => {
  const { pane, service } = current();
  const { staff } = await call<Site>(service, await signIn(service), '/site');
  const [own, other] = [101, 102].map((wanted) => {
    const member = staff.find(({ id }) => id === wanted);
    return `${member?.firstName} ${member?.lastName}`;
  });
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  await button('Sign out').click(WAIT);
  await button(own ?? '').click(WAIT);
  await pane.getByText(`${own} (own@harbor.example)`).waitFor(WAIT);
  await pane.getByRole('tab', { name: 'Sheet' }).click(WAIT);
  await pane.getByText(`Your rights are limited to the caseload of ${own}.`).waitFor(WAIT);
  expect(await button('Transfer caseload').count()).toBe(0);
  await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1101, own ?? ''), rowOf(1102, other ?? '')]);
  await pane.getByText('2 rows: 2 begin').waitFor(WAIT);
  await ribbon('Submit').click(WAIT);
  await pane.getByText('1 problem to fix first').waitFor(WAIT);
  await button('Next problem').first().click(WAIT);
  await pane
    .getByText(/You may begin assignments of your own caseload only/)
    .first()
    .waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await sheet.set('F3', [[own ?? '']]);
  await ribbon('Submit').click(WAIT);
  await pane.getByText('2 of 2 records accepted').waitFor(WAIT);
});

test('an administrator limits a user to their own caseload, which needs a Staff ID', async () => {
  const { pane } = current();
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  const users = pane.getByRole('region', { name: 'Users' });
  await users.getByRole('group', { name: 'Sam Okafor' }).getByRole('button', { name: 'Change' }).click(WAIT);
  const form = users.getByRole('group', { name: 'Change Sam Okafor' });
  await form.getByRole('combobox', { name: 'End assignments' }).click(WAIT);
  await pane.getByRole('option', { name: 'Own caseload only' }).click(WAIT);
  await form.getByText('“Own caseload only” needs it').waitFor(WAIT);
  expect(await form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await form.getByRole('textbox', { name: 'Staff ID' }).fill('9');
  await form.getByText('No staff member has this ID').waitFor(WAIT);
  await form.getByRole('textbox', { name: 'Staff ID' }).fill('105');
  await form.getByRole('button', { name: 'Save' }).click(WAIT);
  await users
    .getByRole('group', { name: 'Sam Okafor' })
    .getByText(/End assignments of their own caseload/)
    .waitFor(WAIT);
});

test('a user of two sites changes between them: lists, uploads and rights are those of the site', async () => {
  const { pane, service } = current();
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  await pane.getByRole('combobox', { name: 'Site' }).click(WAIT);
  await pane.getByRole('option', { name: 'Elm Street Center' }).click(WAIT);
  await pane.getByRole('combobox', { name: 'Site' }).getByText('Elm Street Center').waitFor(WAIT);
  await pane.getByRole('tab', { name: 'Uploads' }).click(WAIT);
  await pane.getByText('Nothing is in progress.').waitFor(WAIT);
  await pane.getByRole('tab', { name: 'Sheet' }).click(WAIT);
  await button('Insert template').click(WAIT);
  await button('Remove sample and start').click(WAIT);
  await pane.getByText('0 rows · Elm Street Center').waitFor(WAIT);
  // This site's duplicate check is the usual one.
  expect((await sheet.get('A1:D1'))[0]).toEqual(['Participant ID', 'First Name', 'Last Name', 'SSN']);
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  await pane.getByRole('combobox', { name: 'Site' }).click(WAIT);
  await pane.getByRole('option', { name: 'Harbor Family Services' }).click(WAIT);
  await pane.getByRole('combobox', { name: 'Site' }).getByText('Harbor Family Services').waitFor(WAIT);
  expect((await call<Site>(service, await signIn(service), '/site')).id).toBe('harbor');
});
