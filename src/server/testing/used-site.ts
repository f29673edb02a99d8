import sql from 'sql-template-tag';
import { beginSession } from '../accounts/sessions';
import { createDatabase, type SiteId } from '../database/database';
import type { Driver } from '../database/driver';
import { migrate } from '../database/migrations';
import { importSite } from '../sites/site-store';
import { startTestService, type TestService } from './service';
import { HEADER, insertRow, makeSite, updateRow } from './small-site';

/** A service in this process, whose database outlives it. */
export function serveDatabase(driver: Driver, site: SiteId): Promise<TestService> {
  return startTestService({ ...driver, close: async () => undefined }, { demoSite: site, fill: async () => undefined });
}

/** Imports a site and uses the service: uploads in every state at rest, and one that nobody has checked yet. */
export async function useSite(driver: Driver, site: SiteId): Promise<void> {
  await migrate(driver);
  await importSite(createDatabase(driver), makeSite(site));
  const service = await serveDatabase(driver, site);
  const token = await service.database.withSite(site, (queries) => beginSession(queries, site, 'all@example.org'));
  let keys = 0;
  const call = async (path: string, payload?: object) =>
    (
      await service.app.inject({
        method: 'POST',
        url: `/api${path}`,
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': `key ${keys++}` },
        ...(payload === undefined ? {} : { payload }),
      })
    ).json();
  const submit = async (...rows: unknown[][]) => {
    const { id } = await call('/uploads', { name: 'Line\u2028break “März”', cells: [HEADER, ...rows] });
    await service.idle();
    return id as string;
  };
  await submit(insertRow(1003), updateRow(1001));
  await call(`/uploads/${await submit(insertRow(1004))}/undo`);
  await submit(insertRow(1005, { 'Caseload Status': 'Actve' }));
  await call(`/uploads/${await submit(insertRow(1005, { 'Caseload Status': 'Actve' }))}/cancel`);
  await driver.transaction((queries) => queries.query(sql`UPDATE sites SET approval_rows = 0 WHERE site_id = ${site}`));
  await submit(insertRow(1006));
  await driver.transaction((queries) => queries.query(sql`UPDATE sites SET approval_rows = NULL WHERE site_id = ${site}`));
  await service.stop();
  // As if the process had died before the check.
  await driver.transaction((queries) =>
    queries.query(sql`UPDATE uploads SET state = 'received' WHERE site_id = ${site} AND state = 'needs-approval'`),
  );
}
