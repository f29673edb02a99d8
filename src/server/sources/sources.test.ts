import { MAX_ID_LENGTH, MAX_IDS } from '../../api/sources';
import { describeOnEachDatabase } from '../testing/test-site';

describeOnEachDatabase('sources', (site) => {
  const admin = () => site().signIn('admin@example.org');
  const save = async (name: string, columns = {}) => (await site().call('PUT', '/sources', { name, columns })).json();
  const list = async () => (await site().call('GET', '/sources')).json().sources;
  const ids = async (id: string, kind: string, pairs: readonly [string, number | null][]) =>
    (
      await site().call(
        'PUT',
        `/sources/${id}/ids`,
        { kind, ids: pairs.map(([external, internal]) => ({ external, internal })) },
        { as: await admin() },
      )
    ).json();
  const resolve = async (id: string, participants: string[], staff: string[] = []) =>
    (await site().call('POST', `/sources/${id}/resolve`, { participants, staff })).json();

  test('remember columns and corrections under a name; the newest count', async () => {
    const { id } = await save('Old CRM', { client: 'participantId' });
    expect(await save('Old CRM', { client: 'participantId', worker: 'staffId' })).toMatchObject({ id, columns: { worker: 'staffId' } });
    const correct = (value: string) =>
      site().call('POST', `/sources/${id}/corrections`, { corrections: [{ list: 'Caseload Status', wrong: 'open', value }] });
    await correct('Pending');
    await correct('Active');
    expect(await list()).toMatchObject([{ name: 'Old CRM', participants: 0, staff: 0 }]);
    expect(await resolve(id, [])).toMatchObject({ corrections: [{ wrong: 'open', value: 'Active' }] });
    expect((await site().call('DELETE', `/sources/${id}`)).statusCode).toBe(403);
    expect((await site().call('DELETE', `/sources/${id}`, undefined, { as: await admin() })).statusCode).toBe(204);
    expect(await list()).toEqual([]);
  });

  test('know our IDs by their own: all of a file or none, each for one person of the site, and never another in passing', async () => {
    const { id } = await save('Old CRM');
    expect(
      await ids(id, 'participant', [
        ['A-1', 1001],
        ['A-2', 1002],
      ]),
    ).toEqual({ saved: 2 });
    expect(await ids(id, 'staff', [['w7', 101]])).toEqual({ saved: 1 });
    expect(await list()).toMatchObject([{ participants: 2, staff: 1 }]);
    expect(await resolve(id, ['A-2', 'A-9', 'w7'], ['w7', 'A-1'])).toEqual({
      participants: { 'A-2': 1002 },
      staff: { w7: 101 },
      corrections: [],
    });

    expect(
      await ids(id, 'participant', [
        ['A-3', 1003],
        ['A-3', 1004],
      ]),
    ).toMatchObject({ status: 400, detail: expect.stringContaining('“A-3” stands for two people') });
    expect(
      await ids(id, 'participant', [
        ['A-4', 1004],
        ['A-5', 99],
      ]),
    ).toMatchObject({ status: 400, detail: expect.stringContaining('“A-5” stands for 99') });
    expect(
      await ids(id, 'participant', [
        ['A-4', 1004],
        ['A-1', 1003],
      ]),
    ).toMatchObject({ status: 400, detail: expect.stringContaining('“A-1” stands for somebody else') });
    expect(await resolve(id, ['A-1', 'A-3', 'A-4'])).toEqual({ participants: { 'A-1': 1001 }, staff: {}, corrections: [] });
    // Said to be wrong first, it may stand for another.
    expect(await ids(id, 'participant', [['A-1', null]])).toEqual({ saved: 1 });
    expect(await ids(id, 'participant', [['A-1', 1003]])).toEqual({ saved: 1 });
    expect(await resolve(id, ['A-1'])).toEqual({ participants: { 'A-1': 1003 }, staff: {}, corrections: [] });
    // Names such as those of objects' own members are IDs like others.
    expect(await resolve(id, ['__proto__', 'constructor'])).toEqual({ participants: {}, staff: {}, corrections: [] });
  });

  test('are the site’s: only administrators import IDs, and those without rights to change caseload don’t read them', async () => {
    const { id } = await save('Old CRM');
    expect((await site().call('PUT', `/sources/${id}/ids`, { kind: 'staff', ids: [{ external: 'x', internal: 101 }] })).statusCode).toBe(
      403,
    );
    const view = await site().signIn('view@example.org');
    expect((await site().call('POST', `/sources/${id}/resolve`, { participants: [], staff: [] }, { as: view })).statusCode).toBe(403);
    expect((await resolve('00000000-0000-4000-8000-000000000000', [])).status).toBe(404);
  });

  test('take as many IDs in a request as the contract says, the longest of any script, of both kinds', async () => {
    const { id } = await save('Old CRM');
    const many = Array.from({ length: MAX_IDS }, (_, place): [string, number] => [
      String(place).padStart(MAX_ID_LENGTH, '号'),
      1001 + (place % 6),
    ]);
    const texts = many.map(([external]) => external);
    expect(await ids(id, 'participant', many)).toEqual({ saved: MAX_IDS });
    expect(Object.keys((await resolve(id, texts, texts)).participants)).toHaveLength(MAX_IDS);
    expect(await resolve(id, [...texts, 'more'])).toMatchObject({ status: 400 });
    expect(await resolve(id, ['x'.repeat(MAX_ID_LENGTH + 1)])).toMatchObject({ status: 400 });
  });

  test('of two imports at once that give an ID to two people, one is refused', async () => {
    const { id } = await save('Old CRM');
    const answers = await Promise.all([ids(id, 'participant', [['A-1', 1001]]), ids(id, 'participant', [['A-1', 1002]])]);
    expect(answers.map(({ saved }) => saved ?? 0).sort()).toEqual([0, 1]);
  });
});
