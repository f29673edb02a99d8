import { insertRow } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';

const READ = 'SELECT assignment_id AS id FROM audit WHERE site_id = $1 AND upload_id = $2 ORDER BY row_number';

describeOnEachDatabase('begun assignments', (site) => {
  test('have IDs in order, so that an index takes them next to each other', async () => {
    const rows = [1001, 1002, 1003].map((id) => insertRow(id));
    const uploads = [await site().complete(rows.slice(0, 2)), await site().complete(rows.slice(2))];
    const ids: string[] = [];
    for (const upload of uploads)
      for (const { id } of (await site().service.database.script(READ, [site().id, upload])) as { id: string }[]) ids.push(id);
    expect(ids).toHaveLength(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids).toEqual([...new Set(ids)].sort());
  });
});
