import type { Upload } from '../../api/uploads';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { queueDeliveries } from '../webhooks/webhook-store';
import { sendJob } from './send-job';

/** Tells the site's webhooks of an upload's new state, in the transaction that changes it. */
export async function tellWebhooks(queries: Queries, site: SiteId, upload: Upload): Promise<void> {
  if (await queueDeliveries(queries, site, upload)) await sendJob(queries, 'webhook', { site, upload: upload.id });
}
