import { importSite } from './sites/site-store';
import { openTestDatabase } from './testing/postgres/test-database';
import { startTestService, type TestService } from './testing/service';
import { makeSite } from './testing/small-site';

let service: TestService;
beforeAll(async () => {
  service = await startTestService(await openTestDatabase(), {
    demoSite: 'one',
    environment: { RATE_LIMIT: '40' },
    fill: (database) => importSite(database, makeSite('one')),
  });
});
afterAll(() => service.stop());

test('a session with too many requests is told how long to wait; another is not', async () => {
  const signIn = async (email: string) =>
    (await service.app.inject({ method: 'POST', url: '/api/session', payload: { email } })).json().token as string;
  const [one, other] = [await signIn('all@example.org'), await signIn('view@example.org')];
  const ask = (token: string) => service.app.inject({ method: 'GET', url: '/api/session', headers: { authorization: `Bearer ${token}` } });
  const answers = [];
  for (let times = 0; times < 45; times++) answers.push((await ask(one)).statusCode);
  expect(answers).toEqual([...Array.from({ length: 40 }, () => 200), ...Array.from({ length: 5 }, () => 429)]);
  const refused = await ask(one);
  expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests', detail: expect.stringMatching(/^Wait \d+ s/) });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask(other)).statusCode).toBe(200);
});

test('guessing sign-ins is stopped, whatever the tokens', async () => {
  const guess = (times: number) =>
    service.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email: `guess${times}@example.org` },
      headers: { authorization: `Bearer one.made-up-${times}` },
      remoteAddress: '10.0.0.9',
    });
  const answers = [];
  for (let times = 0; times < 4; times++) answers.push((await guess(times)).statusCode);
  expect(answers).toEqual([401, 401, 429, 429]);
});

test('guessing tokens is stopped, too', async () => {
  let last = 0;
  for (let times = 0; times < 45; times++)
    last = (
      await service.app.inject({
        method: 'GET',
        url: '/api/session',
        headers: { authorization: `Bearer one.made-up-${times}` },
        remoteAddress: '10.0.0.10',
      })
    ).statusCode;
  expect(last).toBe(429);
});
