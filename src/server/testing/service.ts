import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../app';
import { type Config, readConfig } from '../config';
import { createDatabase, type Database, type Driver, type SiteId } from '../database/database';
import { migrate } from '../database/migrations';
import { siteIds } from '../sites/store';
import type { Work } from '../uploads/work';

/** The service in this process, on any database, called without a network. */
export interface TestService {
  readonly app: App;
  readonly work: Work;
  readonly database: Database;
  readonly folder: string;
  /** One more process, as far as the database knows. */
  another(): Promise<{ readonly app: App; readonly work: Work }>;
  /** Resolves when no job is left, in whichever process. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestSettings {
  readonly demoSite: string | undefined;
  readonly publicUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  readonly log?: { write(line: string): void };
  /** Fills the database before anybody works. */
  readonly fill: (database: Database) => Promise<void>;
}

export async function startTestService(
  driver: Driver,
  { demoSite, publicUrl = 'http://localhost', environment = {}, now, log, fill }: TestSettings,
): Promise<TestService> {
  await migrate(driver);
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
  const running: { readonly app: App; readonly work: Work }[] = [];
  const another = async () => {
    const made = await createApp({
      config,
      database,
      publicUrl: () => publicUrl,
      demoSite: demoSite as SiteId | undefined,
      ...(now === undefined ? {} : { now }),
      ...(log === undefined ? {} : { log }),
    });
    await made.work.start(await siteIds(database));
    running.push(made);
    return made;
  };
  const first = await another();
  const idle = async () => {
    for (;;) {
      if ((await first.work.jobs()) === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return {
    ...first,
    database,
    folder,
    another,
    idle,
    async stop() {
      for (const { app, work } of running) {
        await app.close();
        await work.stop();
      }
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}
