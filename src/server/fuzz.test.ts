import fc from 'fast-check';
import type { App } from './http/services';
import { makeSampleSite } from './sites/sample';
import { importSite } from './sites/site-store';
import { openTestDatabase } from './testing/postgres/test-database';
import { startTestService, type TestService } from './testing/service';

let service: TestService;
let app: App;
let token = '';

beforeAll(async () => {
  const data = await makeSampleSite({ participants: 20, seed: 7 });
  service = await startTestService(await openTestDatabase(), {
    demoSite: data.site.id,
    environment: { SMTP_URL: 'smtp://127.0.0.1:1' },
    fill: (database) => importSite(database, data),
  });
  app = service.app;
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { email: data.users[0]?.email } });
  token = answer.json().token;
});
afterAll(() => service.stop());

/** The part of JSON Schema that the document uses. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

interface Operation {
  readonly path: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly query: readonly string[];
  readonly body: Schema | undefined;
}

/** The operations of the OpenAPI document, except event streams and signing out. */
function operations(): readonly Operation[] {
  const { paths = {} } = app.swagger() as unknown as { paths?: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      if (path.endsWith('/events') || (method === 'delete' && path.endsWith('/session'))) return [];
      const { parameters = [], requestBody } = operation as {
        parameters?: { in: string; name: string }[];
        requestBody?: { content?: Record<string, { schema?: Schema }> };
      };
      return [
        {
          path,
          method: method.toUpperCase() as Operation['method'],
          query: parameters.filter((one) => one.in === 'query').map(({ name }) => name),
          body: Object.values(requestBody?.content ?? {})[0]?.schema,
        },
      ];
    }),
  );
}

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e999',
    'null',
    '\u0000',
    "'; DROP TABLE audit; --",
    '00000000-0000-4000-8000-000000000000',
    '../..',
    '2026-01-01T00:00:00.000Z_00000000-0000-4000-8000-000000000000',
  ),
  fc.integer().map(String),
);
const cell = fc.oneof(
  odd,
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('Participant ID', 'Start Date', 'Caseload Status', 'Update OR Insert', 'Insert'),
);

/** Mostly values that match the schema. */
function shaped(schema: Schema | undefined): fc.Arbitrary<unknown> {
  const wrong = fc.oneof(odd, fc.jsonValue());
  const right = (): fc.Arbitrary<unknown> => {
    if (schema === undefined) return wrong;
    if ('const' in schema) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(shaped));
    if (schema.properties !== undefined)
      return fc.record(Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, shaped(one)])));
    if (schema.type === 'array') return fc.array(shaped(schema.items), { maxLength: 12 });
    if (schema.type === 'string')
      return fc.oneof(
        odd,
        cell.filter((one) => typeof one === 'string'),
      );
    if (schema.type === 'boolean') return fc.boolean();
    return schema.type === 'null' ? fc.constant(null) : fc.oneof(fc.integer(), fc.double({ noNaN: true }));
  };
  return fc.oneof({ weight: 30, arbitrary: right() }, { weight: 1, arbitrary: wrong });
}

test('no request generated from the OpenAPI document causes a server error', async () => {
  const known = operations();
  expect(known.length).toBeGreaterThan(15);
  const request = fc.constantFrom(...known).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      parts: fc.array(odd, { minLength: 3, maxLength: 3 }),
      query: fc.dictionary(fc.constantFrom('x', ...operation.query), odd, { maxKeys: 3 }),
      body: shaped(operation.body),
      key: fc.option(odd),
    }),
  );
  await fc.assert(
    fc.asyncProperty(request, async ({ operation, parts, query, body, key }) => {
      let part = 0;
      const path = operation.path.replace(/\{\w+\}/g, () => encodeURIComponent(parts[part++] ?? ''));
      const answer = await app.inject({
        method: operation.method,
        url: `${path}?${new URLSearchParams(query)}`,
        headers: {
          authorization: `Bearer ${token}`,
          ...(key === null ? {} : { 'idempotency-key': encodeURIComponent(key) }),
          ...(operation.method === 'GET' ? {} : { 'content-type': 'application/json' }),
        },
        ...(operation.method === 'GET' ? {} : { payload: JSON.stringify(body) ?? '' }),
      });
      expect(answer.statusCode).toBeLessThan(500);
      if (answer.statusCode >= 400) expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 1500) },
  );
});

/** Multipart bodies like a client's, most with something wrong. */
const multipart = fc.record({
  name: fc.oneof(odd, fc.constantFrom('a.csv', 'a.xlsx', 'a.csv"', '../../a.csv', '')),
  content: fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.constant(Buffer.from('Participant ID,Start Date,Caseload Status\n1001,3/14/2026,Active\n')),
  ),
  fields: fc.array(fc.tuple(fc.constantFrom('test', 'file', '__proto__', 'x'), odd), { maxLength: 8 }),
  boundary: fc.constantFrom('b', '----x', 'b b', ''),
  said: fc.option(fc.constantFrom('other', '"b"', '')),
  cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  flipped: fc.option(fc.nat(400)),
});

test('no multipart body causes a server error; an incomplete one is 400', async () => {
  await fc.assert(
    fc.asyncProperty(multipart, async ({ name, content, fields, boundary, said, cut, flipped }) => {
      const part = (head: string, body: Uint8Array | string) => [
        `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`,
        body,
        '\r\n',
      ];
      const parts = [
        ...fields.flatMap(([field, value]) => part(`name="${field}"`, value)),
        ...part(`name="file"; filename="${name}"`, content),
        `--${boundary}--\r\n`,
      ];
      const whole = Buffer.concat(parts.map((one) => Buffer.from(one)));
      if (flipped !== null && flipped < whole.length) whole[flipped] = (whole[flipped] ?? 0) ^ 0xff;
      const payload = cut === null ? whole : whole.subarray(0, Math.floor(whole.length * cut));
      const answer = await app.inject({
        method: 'POST',
        url: '/api/uploads',
        headers: {
          authorization: `Bearer ${token}`,
          'idempotency-key': 'fuzz',
          'content-type': `multipart/form-data; boundary=${said ?? boundary}`,
        },
        payload,
      });
      expect(answer.statusCode).toBeLessThan(500);
      if (answer.statusCode >= 400) expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 400) },
  );
});

test('an incomplete multipart body is 400, with a reason', async () => {
  const whole = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nParticipant ID,Start';
  for (const payload of [whole, whole.slice(0, 30), '--b', 'nothing']) {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'cut', 'content-type': 'multipart/form-data; boundary=b' };
    const answer = await app.inject({ method: 'POST', url: '/api/uploads', headers, payload });
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'invalid',
      detail: expect.stringMatching(/the body: it (is incomplete|contains no file)/),
    });
  }
});

test('an event stream ends with its upload, whatever the client sends, and leaves no listeners', async () => {
  const { id } = (
    await app.inject({
      method: 'POST',
      url: '/api/uploads',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'stream' },
      payload: { name: 'Stream', cells: [['x']] },
    })
  ).json();
  await service.idle();
  await fc.assert(
    fc.asyncProperty(odd, fc.dictionary(fc.constantFrom('cursor', 'last-event-id', 'x'), odd), async (part, query) => {
      const headers = { authorization: `Bearer ${token}`, 'last-event-id': encodeURIComponent(part), accept: encodeURIComponent(part) };
      for (const path of [id, encodeURIComponent(part)]) {
        const answer = await app.inject({ method: 'GET', url: `/api/uploads/${path}/events?${new URLSearchParams(query)}`, headers });
        expect(answer.statusCode).toBeLessThan(500);
        if (answer.statusCode === 200 && path === id) expect(answer.body).toContain('"state":"needs-fixes"');
      }
    }),
    { numRuns: 100 },
  );
});

test('every statement names its site, and every table’s key starts with it', async () => {
  expect(service.statements.size).toBeGreaterThan(20);
  expect(await service.withoutSite()).toEqual([]);
});
