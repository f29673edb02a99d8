import type { Upload } from '../../api/uploads';
import { HEADER, insertRow } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';

describeOnEachDatabase('several processes', (site) => {
  test('overlapping sheets sent at the same moment to two processes are applied in one order or the other, never mixed', async () => {
    const { service, call } = site();
    const other = await service.another();
    const same = { 'Caseworker Staff ID': 101, 'Caseworker Relationship': 'Secondary' };
    const [mine, yours] = [insertRow(1004, same), insertRow(1005, same)];
    const cells = [
      [HEADER, mine, yours],
      [HEADER, yours, mine, insertRow(1006, same)],
    ];
    for (let round = 0; round < 5; round++) {
      const sent = await Promise.all(
        [service.app, other.app].map((app, place) =>
          call(
            'POST',
            '/uploads',
            { name: `Race ${place}`, cells: cells[place] },
            { app, headers: { 'idempotency-key': `race ${round} ${place}` } },
          ),
        ),
      );
      await service.idle();
      const uploads = await Promise.all(sent.map(async (answer) => (await call('GET', `/uploads/${answer.json().id}`)).json() as Upload));
      expect(uploads.map(({ state }) => state).sort()).toEqual(['complete', 'needs-fixes']);
      const [done, late] = uploads.sort((one, two) => one.state.localeCompare(two.state));
      const { groups } = (await call('GET', `/uploads/${late?.id}/errors`)).json();
      expect(groups.map((group: { code: string }) => group.code)).toEqual(['insert.already-open', 'insert.already-open']);
      expect((await call('POST', `/uploads/${late?.id}/cancel`)).statusCode).toBe(200);
      expect((await call('POST', `/uploads/${done?.id}/undo`)).json()).toMatchObject({ state: 'undone', left: [] });
    }
  });

  test.each([-1, 1])('with clocks %d h apart: sessions hold, and an upload is applied', async (hours) => {
    const { service, call, finished } = site();
    const { app } = await service.another(() => new Date(Date.now() + hours * 3_600_000));
    expect((await call('GET', '/session', undefined, { app })).statusCode).toBe(200);
    const cells = [HEADER, insertRow(1001)];
    const sent = await call('POST', '/uploads', { name: 'Clock', cells }, { app, headers: { 'idempotency-key': 'clock' } });
    expect(await finished(sent.json().id)).toMatchObject({ state: 'complete', accepted: 1 });
    const undone = await call('POST', `/uploads/${sent.json().id}/undo`, undefined, { app });
    expect(undone.json()).toMatchObject({ state: 'undone', left: [] });
    // The other clock signs nobody out.
    expect((await call('GET', '/session')).statusCode).toBe(200);
  });
});
