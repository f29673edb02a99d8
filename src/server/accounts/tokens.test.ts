import sql from 'sql-template-tag';
import { HEADER, insertRow, updateRow } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';

describeOnEachDatabase('API tokens', (site) => {
  const admin = () => site().signIn('admin@example.org');
  const create = async (body: object = {}) =>
    (
      await site().call(
        'POST',
        '/tokens',
        { name: 'Payroll feed', securities: ['caseload:record'], days: 30, ...body },
        { as: await admin() },
      )
    ).json();
  const list = async () => (await site().call('GET', '/tokens', undefined, { as: await admin() })).json().tokens;
  const as = (secret: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
    site().call(method, path, body, { as: secret, headers: { 'idempotency-key': `token ${Math.random()}` } });
  const query = (statement: ReturnType<typeof sql>) => site().service.database.withSite(site().id, (queries) => queries.query(statement));

  test('are shown once, kept as hashes, and listed with who made them, until when, and their last use', async () => {
    const { id, secret } = await create();
    expect(secret).toMatch(new RegExp(`^${site().id}\\.api_[\\w-]{43}$`));
    expect(await list()).toMatchObject([
      { id, name: 'Payroll feed', securities: ['caseload:record'], createdBy: 'admin@example.org', lastUsedAt: null },
    ]);
    expect((await as(secret, 'GET', '/session')).json()).toMatchObject({ user: { name: 'Payroll feed' }, securities: ['caseload:record'] });
    const [token] = await list();
    expect(token.lastUsedAt).toEqual(expect.any(String));
    expect(Date.parse(token.expiresAt) - Date.parse(token.createdAt)).toBe(30 * 86_400_000);
    const [stored] = await query(sql`SELECT token_hash FROM api_tokens WHERE site_id = ${site().id}`);
    expect(JSON.stringify([stored, await list()])).not.toContain(secret.slice(-20));
    // It is no user to sign in as, or to change.
    const { users } = (await site().call('GET', '/users', undefined, { as: await admin() })).json();
    expect(JSON.stringify(users)).not.toContain('Payroll');
  });

  test('do what their securities allow, in their programs, under their own name; mail goes to who made them', async () => {
    const { secret } = await create();
    const check = async (cells: unknown) => (await as(secret, 'POST', '/check', { cells } as object)).json();
    expect((await check([HEADER, updateRow(1001)])).findings).toMatchObject([{ code: 'security.update' }]);
    const { id } = (await as(secret, 'POST', '/uploads', { name: 'Feed', cells: [HEADER, insertRow(1003)] })).json();
    const upload = await site().finished(id);
    expect(upload).toMatchObject({ state: 'complete', createdBy: expect.stringMatching(/^payroll-feed-[0-9a-f]{8}@machine\.invalid$/) });
    expect((await site().call('GET', `/uploads/${id}/log`)).json().mail).toMatchObject({ to: 'admin@example.org' });
    const limited = await create({ programIds: [12] });
    expect((await as(limited.secret, 'POST', '/check', { cells: [HEADER, insertRow(1004)] })).json().findings).toMatchObject([
      { code: 'security.insert' },
    ]);
  });

  test('never administer, approve, or last longer than they were made for', async () => {
    for (const securities of [['site:admin'], ['uploads:approve'], ['caseload:end:own'], []])
      expect(await create({ securities })).toMatchObject({ status: 400 });
    expect(await create({ days: 367 })).toMatchObject({ status: 400 });
    expect(await create({ programIds: [99] })).toMatchObject({ status: 400 });
    const { id, secret } = await create();
    // Neither a session of its own, nor another site.
    expect((await as(secret, 'POST', '/session/token')).statusCode).toBe(400);
    expect((await as(secret, 'POST', '/session/site', { site: site().id })).statusCode).toBe(400);
    expect((await as(secret, 'GET', '/tokens')).statusCode).toBe(403);
    await query(sql`UPDATE api_tokens SET expires_at = now() - interval '1 second' WHERE site_id = ${site().id} AND token_id = ${id}`);
    expect((await as(secret, 'GET', '/site')).statusCode).toBe(401);
  });

  test('are a hundred at most', async () => {
    for (let made = 0; made < 100; made++) expect(await create()).toMatchObject({ id: expect.any(String) });
    expect(await create()).toMatchObject({ status: 409, detail: expect.stringContaining('100') });
    expect(await list()).toHaveLength(100);
  });

  test('end at once when they are revoked; making and revoking is audited', async () => {
    const { id, secret } = await create();
    expect((await as(secret, 'GET', '/site')).statusCode).toBe(200);
    expect((await site().call('DELETE', `/tokens/${id}`, undefined, { as: await admin() })).statusCode).toBe(204);
    expect((await as(secret, 'GET', '/site')).statusCode).toBe(401);
    expect((await site().call('DELETE', `/tokens/${id}`, undefined, { as: await admin() })).statusCode).toBe(404);
    const audit = await query(
      sql`SELECT changed_by, before IS NULL AS made, after IS NULL AS gone FROM user_audit WHERE site_id = ${site().id} ORDER BY changed_at, made DESC`,
    );
    expect(audit).toEqual([
      { changed_by: 'admin@example.org', made: true, gone: false },
      { changed_by: 'admin@example.org', made: false, gone: true },
    ]);
  });
});
