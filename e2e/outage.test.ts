// The database is unreachable for ten seconds while people work.
import { startPostgres } from '../src/server/testing/postgres/test-database';
import { call, inserts, signIn, submit } from './api';
import { type DatabaseProxy, openDatabaseProxy } from './database-proxy';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';
import { startService } from './service';

const OUTAGE = 10_000;

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let proxy: DatabaseProxy;
const current = eachPreview(async () => {
  postgres = await startPostgres();
  proxy = await openDatabaseProxy(postgres.url);
  return startService({ DATABASE_URL: proxy.url });
});
const { sheet, insertTemplate, ribbon } = handsOn(current);
afterAll(async () => {
  proxy.close();
  await postgres.stop();
});

test('the service reports the outage, stays up, and resumes its work', async () => {
  const { service } = current();
  const token = await signIn(service);
  const { id } = await submit(service, token, 'before', inserts(1101, 600));
  proxy.cut();
  expect(await call(service, token, '/site')).toMatchObject({ status: 503, code: 'database-away' });
  expect((await fetch(`${service.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, OUTAGE));
  proxy.mend();
  let state = '';
  while (state !== 'complete') {
    ({ state } = await call<{ state: string }>(service, token, `/uploads/${id}`));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
});

test('the pane reports the outage, and continues by itself', async () => {
  const { pane } = current();
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1001, caseworker), rowOf(1002, caseworker)]);
  // The outage starts as soon as the upload is received.
  let received = false;
  proxy.onStatement = (sql) => {
    received ||= sql.includes('INSERT INTO upload_cells');
    if (received && sql.startsWith('UPDATE uploads SET state')) proxy.cut();
    return true;
  };
  await ribbon('Submit').click(WAIT);
  await pane.getByText('The service can’t be reached right now').waitFor(WAIT);
  proxy.onStatement = () => true;
  await new Promise((resolve) => setTimeout(resolve, OUTAGE));
  proxy.mend();
  await pane.getByText('2 of 2 records accepted').waitFor(WAIT);
});
