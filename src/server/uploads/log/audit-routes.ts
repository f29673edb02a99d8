import { endpoints } from '../../../api/endpoints';
import { serve } from '../../http/route';
import type { App, Services } from '../../http/services';
import { readAuditTrail } from './audit-trail';

/** The audit trail of a participant. */
export function auditRoutes(app: App, { database }: Services): void {
  serve(app, endpoints.listAuditTrail, async ({ account, body }) => ({
    changes: await database.withSite(account.site, (queries) => readAuditTrail(queries, account.site, body.participantId)),
  }));
}
