// An administrator limits for how long sheets are kept, and what is over is deleted.
import { Client } from 'pg';
import type { Site } from '../src/api/site';
import type { UploadLog } from '../src/api/uploads';
import { startPostgres } from '../src/server/testing/postgres/test-database';
import { call, finished, inserts, signIn, submit } from './api';
import { eachPreview, handsOn, WAIT } from './preview';
import { startService } from './service';

let postgres: Awaited<ReturnType<typeof startPostgres>>;
const current = eachPreview(async () => {
  postgres = await startPostgres();
  return startService({ DATABASE_URL: postgres.url });
});
const { button, axeFindings, eventually } = handsOn(current);
afterAll(() => postgres.stop());

test('an administrator sets the days; after them the log says that what was sent is deleted, and still what changed', async () => {
  const { pane, service, page } = current();
  const { id } = await submit(service, await signIn(service), 'Old list', inserts(1101, 2));
  await finished(service, await signIn(service), id);
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  const settings = pane.getByRole('region', { name: 'Approval, e-mails and retention' });
  const days = settings.getByRole('textbox', { name: 'Days to keep submitted sheets' });
  await days.fill('10');
  await settings.getByText('Enter at least 30: uploads can be undone for 30 days').waitFor(WAIT);
  expect(await settings.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  expect(await axeFindings()).toEqual([]);
  await days.fill('400');
  await settings.getByRole('button', { name: 'Save' }).click(WAIT);
  // What is deleted can't come back: so it asks.
  await pane.getByText('This can’t be undone', { exact: false }).waitFor(WAIT);
  expect((await call<Site>(service, await signIn(service), '/site')).retentionDays).toBeNull();
  expect(await axeFindings()).toEqual([]);
  await button('Delete old sheets').click(WAIT);
  const saved = pane.getByText('The settings are saved');
  await saved.waitFor(WAIT);
  // It is read where the button is.
  await settings.getByRole('button', { name: 'Save' }).evaluate((save) => save.scrollIntoView({ block: 'end' }));
  expect(await saved.evaluate((text) => Math.round(text.getBoundingClientRect().top))).toBeGreaterThan(0);

  const client = new Client(postgres.url);
  await client.connect();
  await client.query(
    "UPDATE uploads SET created_at = created_at - interval '401 days', completed_at = completed_at - interval '401 days' WHERE upload_id = $1",
    [id],
  );
  await client.end();
  const port = Number(new URL(service.url).port);
  await service.end();
  await service.start(port);
  const token = await signIn(service);
  const isCleared = async () => (await call<UploadLog>(service, token, `/uploads/${id}/log`)).upload.clearedAt !== null;
  await eventually(isCleared, true);

  await page.reload();
  await pane.getByRole('tab', { name: 'Uploads' }).click(WAIT);
  await pane.getByRole('tab', { name: 'Complete' }).click(WAIT);
  await button('View log').click(WAIT);
  await pane.getByText('This sheet was deleted on').waitFor(WAIT);
  expect(await pane.getByRole('table', { name: 'Rows' }).getByRole('row').count()).toBe(3);
  expect(await axeFindings()).toEqual([]);
});
