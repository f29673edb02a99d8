import { tablesWithoutSite } from './statements';

const TABLES = ['uploads', 'audit', 'assignments'];

test.each([
  ['SELECT name FROM uploads WHERE site_id = $1 AND upload_id = $2', []],
  ['SELECT name FROM uploads WHERE upload_id = $2', ['uploads']],
  ['SELECT 1 FROM audit l JOIN uploads p ON p.site_id = $1 WHERE l.site_id = $1', []],
  ['SELECT 1 FROM audit l JOIN uploads p ON p.upload_id = l.upload_id WHERE l.site_id = $1', ['uploads']],
  ['UPDATE uploads SET state = $3 WHERE upload_id = $2', ['uploads']],
  ['DELETE FROM assignments a USING audit l WHERE l.site_id = $1', ['assignments']],
  ['INSERT INTO uploads (site_id, name) VALUES ($1, $2)', []],
  ['INSERT INTO uploads (name, site_id) VALUES ($1, $2)', ['uploads']],
  ['INSERT INTO uploads (site_id, name) SELECT $2, name FROM uploads WHERE site_id = $1', ['uploads']],
])('%s', (sql, expected) => {
  expect(tablesWithoutSite(sql, TABLES)).toEqual(expected);
});
