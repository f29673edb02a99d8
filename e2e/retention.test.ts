// An administrator limits for how long sheets are kept, and what is over is deleted.
import { Client } from 'pg';
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
const { button, axeFindings } = handsOn(current);
afterAll(() => postgres.stop());

test('an administrator sets the days; after them the log says that what was sent is deleted, and still what changed', async () => {
  const { pane, service, page } = current();
  const { id } = await submit(service, await signIn(service), 'Old list', inserts(1101, 2));
  await finished(service, await signIn(service), id);
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  const settings = pane.getByRole('region', { name: 'Approval, e-mails and retention' });
  const days = settings.getByRole('textbox', { name: 'Days to keep submitted sheets' });
  await days.fill('10');
  await settings.getByText('At least 30: uploads can be undone for so long').waitFor(WAIT);
  expect(await settings.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  expect(await axeFindings()).toEqual([]);
  await days.fill('400');
  await settings.getByRole('button', { name: 'Save' }).click(WAIT);
  await pane.getByText('The settings are saved').waitFor(WAIT);

  const client = new Client(postgres.url);
  await client.connect();
  await client.query("UPDATE uploads SET created_at = created_at - interval '401 days' WHERE upload_id = $1", [id]);
  await client.end();
  const port = Number(new URL(service.url).port);
  await service.end();
  await service.start(port);
  const token = await signIn(service);
  for (let log: UploadLog | undefined; log?.upload.clearedAt == null; ) log = await call<UploadLog>(service, token, `/uploads/${id}/log`);

  await page.reload();
  await pane.getByRole('tab', { name: 'Uploads' }).click(WAIT);
  await pane.getByRole('tab', { name: 'Complete' }).click(WAIT);
  await button('View log').click(WAIT);
  await pane.getByText('What was sent was deleted on').waitFor(WAIT);
  expect(await pane.getByRole('table', { name: 'Rows' }).getByRole('row').count()).toBe(3);
  expect(await axeFindings()).toEqual([]);
});
