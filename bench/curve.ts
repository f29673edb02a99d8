import { writeFileSync } from 'node:fs';
import sql, { raw } from 'sql-template-tag';
import { startService } from '../e2e/service';
import type { Cell } from '../src/core/caseload/cells';
import { beginSession } from '../src/server/accounts/sessions';
import { readConfig } from '../src/server/config';
import type { SiteId } from '../src/server/database/database';
import type { Queries } from '../src/server/database/driver';
import { openDatabase } from '../src/server/database/open';
import { makeSampleSite } from '../src/server/sites/sample';
import type { SiteData } from '../src/server/sites/site-data';
import { importSite } from '../src/server/sites/site-store';
import { startPostgresServer } from '../src/server/testing/postgres/postgres-server';
import { type Line, plot } from './plot';
import { report, timed } from './report';
import { HEADER, inserts, upload } from './service';

const SIZES = [600, 6_000, 60_000] as const;
const SITES = [1, 10, 100] as const;
/** What is sent at once at most, in rows: 100 sites with 60,000 each would take a quarter of an hour. */
const MOST = 600_000;
const LARGE_SITES = MOST / Math.max(...SIZES);
/** The rows of an upload that is not measured: the first one starts threads and connections. */
const WARM_UP = 50;
/** Each number of sites begins assignments of its own kind, so that none meets those of another. */
const RELATIONSHIPS = ['Mentor', 'Supervisor', 'Intake Worker'];
const RELATIONSHIP = HEADER.indexOf('Caseworker Relationship');

const idOf = (place: number) => `site-${place}` as SiteId;

function cellsOf(site: SiteData, from: number, rows: number, relationship: string): readonly (readonly Cell[])[] {
  return [HEADER, ...inserts(site, from, rows).map((row) => row.map((cell, column) => (column === RELATIONSHIP ? relationship : cell)))];
}

/** Makes another site with the same content: importing a hundred would take longer than what is measured. */
async function copySite(queries: Queries, from: SiteId, to: SiteId): Promise<void> {
  for (const table of ['sites', 'programs', 'staff', 'feeder_values', 'participants', 'enrollments', 'assignments', 'users']) {
    const columns = await queries.query<{ name: string }>(
      sql`SELECT column_name AS name FROM information_schema.columns WHERE table_name = ${table} AND column_name <> 'site_id'`,
    );
    const rest = raw(columns.map(({ name }) => name).join(', '));
    await queries.query(sql`INSERT INTO ${raw(table)} (site_id, ${rest}) SELECT ${to}, ${rest} FROM ${raw(table)} WHERE site_id = ${from}`);
  }
}

/** The time a row, from Submit until all uploads are complete, by rows and sites; draws `docs/scaling.svg`. */
export async function benchCurve(): Promise<void> {
  const postgres = await startPostgresServer();
  const settings = { DATABASE_URL: postgres.url };
  const [few, many] = await Promise.all(
    [6_600, 66_600].map((participants) => participants + WARM_UP).map((participants) => makeSampleSite({ participants, seed: 7 })),
  );
  if (few === undefined || many === undefined) throw new Error('no site');
  const database = await openDatabase(readConfig(settings));
  const tokens: string[] = [];
  for (let place = 0; place < Math.max(...SITES); place++) {
    const data = place < LARGE_SITES ? many : few;
    const first = place < LARGE_SITES ? 0 : LARGE_SITES;
    if (place === first) await importSite(database, { ...data, site: { ...data.site, id: idOf(place) } });
    else await database.asOwner((queries) => copySite(queries, idOf(first), idOf(place)));
    tokens.push(await database.withSite(idOf(place), (queries) => beginSession(queries, idOf(place), data.users[0]?.email ?? '')));
  }
  await database.asOwner((queries) => queries.query(sql`ANALYZE`));
  await database.close();
  const service = await startService(settings);
  await upload(service.url, tokens[0] ?? '', cellsOf(many, many.participants.length - WARM_UP, WARM_UP, RELATIONSHIPS[0] ?? ''));
  const lines: Line[] = [];
  for (const [turn, sites] of SITES.entries()) {
    const points: (readonly [number, number])[] = [];
    for (const [place, rows] of SIZES.entries()) {
      if (rows * sites > MOST) continue;
      const from = SIZES.slice(0, place).reduce((sum, size) => sum + size, 0);
      const sheetOf = (site: SiteData) => cellsOf(site, from, rows, RELATIONSHIPS[turn] ?? '');
      const [large, small] = [sheetOf(many), rows <= 6_000 ? sheetOf(few) : []];
      const time = await timed(() =>
        Promise.all(tokens.slice(0, sites).map((token, site) => upload(service.url, token, site < LARGE_SITES ? large : small))),
      );
      const each = (time * 1000) / (rows * sites);
      points.push([rows, each]);
      report(`curve, PostgreSQL: ${sites} sites at once, ${rows} rows each: time a row (µs)`, Math.round(each));
    }
    lines.push({ name: sites === 1 ? '1 site' : `${sites} sites at once`, points });
  }
  writeFileSync('docs/scaling.svg', plot({ x: 'rows of an upload', y: 'µs a row, from Submit to complete', lines }));
  await service.remove();
  await postgres.stop();
}
