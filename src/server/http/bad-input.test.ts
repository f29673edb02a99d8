import { HEADER } from '../testing/small-site';
import { describeOnEachDatabase, type TestSite } from '../testing/test-site';

const KEY = { headers: { 'idempotency-key': 'bad' } };
const UPLOAD = { name: 'x', cells: [HEADER] };

/** A request, and the status and code with which it is refused. */
const REFUSED: readonly (readonly [string, string, (site: TestSite) => ReturnType<TestSite['call']>])[] = [
  ['no token', '401 signed-out', ({ call }) => call('GET', '/site', undefined, { headers: { authorization: '' } })],
  [
    'another site’s token',
    '401 signed-out',
    ({ call, token }) => call('GET', '/site', undefined, { as: token.replace(/^[^.]+/, 'other') }),
  ],
  ['no demo site', '404 no-demo', ({ call }) => call('POST', '/session', { email: 'who@example.org' })],
  ['no key', '400 invalid', ({ call }) => call('POST', '/uploads', UPLOAD)],
  ['a cell that is an object', '400 invalid', ({ call }) => call('POST', '/uploads', { name: 'x', cells: [[{}]] }, KEY)],
  ['cells that are a number', '400 invalid', ({ call }) => call('POST', '/uploads', { cells: 5 }, KEY)],
  ['301 columns', '400 invalid', ({ call }) => call('POST', '/check', { cells: [new Array(301).fill('x')] })],
  ['100,200 rows', '413 too-large', ({ call }) => call('POST', '/uploads', { name: 'x', cells: new Array(100_200).fill([1]) }, KEY)],
  ['27 MiB', '413 too-large', ({ call }) => call('POST', '/uploads', { name: 'x'.repeat(27 * 1024 * 1024), cells: [] }, KEY)],
  ['an ID that is none', '400 invalid', ({ call }) => call('GET', '/uploads/not-an-id')],
  ['an unknown ID', '404 not-found', ({ call }) => call('GET', '/uploads/00000000-0000-4000-8000-000000000000')],
  ['a cursor that is none', '400 invalid', ({ call }) => call('GET', '/uploads?cursor=x')],
  ['an unknown path', '404 not-found', ({ call }) => call('GET', '/nothing')],
  ['the null character in the body', '400 invalid', ({ call }) => call('POST', '/uploads', { name: 'x\u0000', cells: [] }, KEY)],
  ['the null character in the address', '400 invalid', ({ call }) => call('GET', '/uploads?cursor=%00')],
  [
    'a body that is not JSON',
    '400 invalid',
    ({ call }) => call('POST', '/check', Buffer.from('{'), { headers: { 'content-type': 'application/json' } }),
  ],
];

describeOnEachDatabase('bad input', (site) => {
  test.each(REFUSED)('%s: %s, with what to do', async (_, expected, request) => {
    const { status, code, detail } = (await request(site())).json();
    expect(`${status} ${code}`).toBe(expected);
    expect(detail.length).toBeGreaterThan(10);
  });
});
