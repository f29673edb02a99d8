import type { AddressInfo } from 'node:net';
import { createApp, type Service } from './app';
import type { Config } from './config';
import type { SiteId } from './database/database';
import { openDatabase } from './database/open';
import { makeSampleSite, makeSecondSampleSite, SAMPLE_DEFAULTS, SAMPLE_SITE_IDS } from './sites/sample';
import { importSite, siteIds } from './sites/site-store';

/** A running service. */
export interface Running {
  readonly url: string;
  /** Ends what is running and closes the database. */
  stop(): Promise<void>;
}

/** The place of a sample site; -1 for others. */
const sampleOrder = (site: SiteId) => (SAMPLE_SITE_IDS as readonly string[]).indexOf(site);

/**
 * Opens the database, loads the sample site if there are no sites, resumes unfinished uploads, and serves.
 * @throws ConfigProblem, or errors of the database or port
 */
export async function serve(config: Config): Promise<Running> {
  const database = await openDatabase(config);
  let service: Service | undefined;
  try {
    let sites = await siteIds(database);
    if (sites.length === 0 && config.demoSignIn) {
      await importSite(database, await makeSampleSite(SAMPLE_DEFAULTS));
      await importSite(database, await makeSecondSampleSite());
      sites = await siteIds(database);
    }
    const demoSites = config.demoSignIn
      ? sites.filter((site) => sampleOrder(site) >= 0).sort((one, other) => sampleOrder(one) - sampleOrder(other))
      : [];
    let url = config.publicUrl ?? '';
    const started = await createApp({ config, database, demoSites, publicUrl: () => url });
    service = started;
    const { app, work } = started;
    await app.listen({ port: config.port, host: config.host });
    const { port } = app.server.address() as AddressInfo;
    url = config.publicUrl ?? `${config.tls === undefined ? 'http' : 'https'}://localhost:${port}`;
    await work.start(sites);
    return {
      url,
      async stop() {
        await started.stop();
        await database.close();
      },
    };
  } catch (error) {
    // Open handles would keep the process and the data folder's lock.
    await service?.stop();
    await database.close();
    throw error;
  }
}
