import { endpoints } from '../../../api/endpoints';
import { serve } from '../../http/route';
import type { App, Services } from '../../http/services';
import { requireSite } from '../access';
import { auditCsv, readAuditTrail } from './audit-trail';

/** The audit trail of a participant. */
export function auditRoutes(app: App, { database }: Services): void {
  serve(app, endpoints.listAuditTrail, async ({ account, body }) => ({
    changes: await database.withSite(account.site, (queries) => readAuditTrail(queries, account.site, body.participantId)),
  }));

  serve(app, endpoints.downloadAuditTrail, async ({ account, body }, reply) => {
    const file = await database.withSite(account.site, async (queries) =>
      auditCsv(await readAuditTrail(queries, account.site, body.participantId), await requireSite(queries, account)),
    );
    return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit trail.csv"').send(file);
  });
}
