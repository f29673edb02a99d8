import { tablesWithoutSite } from './statements';

const TABLES = ['uploads', 'audit', 'assignments'];

test.each([
  ['SELECT name FROM uploads WHERE site_id = $site AND upload_id = $1', []],
  ['SELECT name FROM uploads WHERE upload_id = $1', ['uploads']],
  ['SELECT 1 FROM audit l JOIN uploads p ON p.site_id = $site WHERE l.site_id = $site', []],
  ['SELECT 1 FROM audit l JOIN uploads p ON p.upload_id = l.upload_id WHERE l.site_id = $site', ['uploads']],
  ['UPDATE uploads SET state = $2 WHERE upload_id = $1', ['uploads']],
  ['DELETE FROM assignments a USING audit l WHERE l.site_id = $site', ['assignments']],
  ['INSERT INTO uploads (site_id, name) VALUES ($site, $1)', []],
  ['INSERT INTO uploads (name, site_id) VALUES ($site, $1)', ['uploads']],
  ['INSERT INTO uploads (site_id, name) SELECT $1, name FROM uploads WHERE site_id = $site', ['uploads']],
])('%s', (sql, expected) => {
  expect(tablesWithoutSite(sql, TABLES)).toEqual(expected);
});
