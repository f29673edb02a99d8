import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type Service } from '../app';
import { type Config, readConfig } from '../config';
import { createDatabase, type Database, type SiteId } from '../database/database';
import type { Driver } from '../database/driver';
import { migrate } from '../database/migrations';
import type { App } from '../http/services';
import type { Work } from '../jobs/upload-jobs';
import { siteIds } from '../sites/site-store';
import type { ThreadLimits } from '../threads/threads';
import { reading, tablesWithoutSite } from './statements';

/** The service in this process, on any database, called without network. */
export interface TestService {
  readonly app: App;
  readonly work: Work;
  readonly database: Database;
  readonly folder: string;
  /** Starts another process, as far as the database knows, optionally with its own clock. */
  another(clock?: () => Date): Promise<{ readonly app: App; readonly work: Work }>;
  /** All statements sent since the migrations. */
  readonly statements: ReadonlySet<string>;
  /** Tables whose key does not start with the site, and statements that do not name the site. */
  withoutSite(): Promise<readonly string[]>;
  /** Resolves when no process has jobs left. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestSettings {
  readonly demoSite: string | undefined;
  /** Another site with demo sign-in. */
  readonly secondDemoSite?: string;
  readonly publicUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  readonly log?: { write(line: string): void };
  readonly limits?: Partial<ThreadLimits>;
  /** Fills the database before the service starts. */
  readonly fill: (database: Database) => Promise<void>;
}

const KEYS = `
SELECT t.tablename AS table, a.attname AS first FROM pg_tables t
LEFT JOIN pg_index i ON i.indrelid = format('public.%I', t.tablename)::regclass AND i.indisprimary
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
WHERE t.schemaname = 'public' AND t.tablename <> 'migrations' ORDER BY 1`;

export async function startTestService(
  raw: Driver,
  { demoSite, secondDemoSite, publicUrl = 'http://localhost', environment = {}, now, log, limits, fill }: TestSettings,
): Promise<TestService> {
  await migrate(raw);
  const { driver, statements } = reading(raw);
  const database = createDatabase(driver);
  await fill(database);
  const folder = mkdtempSync(join(tmpdir(), 'caseload-'));
  const config: Config = readConfig({
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    MAIL_FROM: 'caseload@example.org',
    RATE_LIMIT: '1000000',
    ...environment,
  });
  const running: Service[] = [];
  const another = async (clock = now) => {
    const made = await createApp({
      config,
      database,
      publicUrl: () => publicUrl,
      demoSites: [demoSite, secondDemoSite].filter((site): site is SiteId => site !== undefined),
      ...(clock === undefined ? {} : { now: clock }),
      ...(log === undefined ? {} : { log }),
      ...(limits === undefined ? {} : { limits }),
    });
    await made.work.start(await siteIds(database));
    running.push(made);
    return made;
  };
  const first = await another();
  const idle = async () => {
    for (;;) {
      if ((await first.work.queues()).every(({ waiting, running, retried }) => waiting + running + retried === 0)) return first.work.idle();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return {
    ...first,
    database,
    folder,
    another,
    idle,
    statements,
    async withoutSite() {
      const keys = (await database.script(KEYS)) as { table: string; first: string | null }[];
      const tables = keys.map(({ table }) => table);
      return [
        ...keys.filter(({ first }) => first !== 'site_id').map(({ table }) => table),
        ...[...statements].filter((sql) => tablesWithoutSite(sql, tables).length > 0),
      ];
    },
    async stop() {
      for (const one of running) await one.stop();
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}
