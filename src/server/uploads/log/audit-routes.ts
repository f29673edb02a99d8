import { type AuditChange, auditAnswer, auditRequest } from '../../../api/uploads';
import { needSecurity } from '../../accounts/rights';
import type { App, Services } from '../../http/services';

/** How many changes one answer holds at most, newest first. */
const MOST = 1000;

/** What was ever done to a participant's assignments and enrollments by upload, and who did it. */
export function auditRoutes(app: App, { database }: Services): void {
  // The participant stands in the body: addresses are logged, here and on the way.
  app.post(
    '/audit',
    { schema: { body: auditRequest, response: { 200: auditAnswer }, summary: 'The audit trail of a participant, newest first' } },
    async ({ account, body }) => {
      needSecurity(account, ['site:admin'], 'see the audit trail');
      const changes = await database.withSite(account.site, (queries) =>
        queries.query<Omit<AuditChange, 'at'> & { at: Date }>(
          `SELECT changed_at AS at, changed_by AS by, COALESCE(choices, '[]') AS choices, upload_id AS upload, row_number AS row, what, before, after FROM audit
           WHERE site_id = $1 AND participant_id = $2 ORDER BY changed_at DESC, upload_id, row_number LIMIT ${MOST}`,
          [account.site, body.participantId],
        ),
      );
      return { changes: changes.map((change) => ({ ...change, at: new Date(change.at).toISOString() })) };
    },
  );
}
