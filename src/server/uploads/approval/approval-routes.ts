import { endpoints } from '../../../api/endpoints';
import type { Approval } from '../../../api/uploads';
import { APPROVAL_MAILS } from '../../../core/text/mail';
import type { Account } from '../../accounts/sessions';
import { mailAddresses } from '../../accounts/users';
import type { Queries } from '../../database/driver';
import { laneOfUpload, ownerOf } from '../../http/bodies/heavy-routes';
import { inLanguage } from '../../http/language';
import { problems } from '../../http/problem';
import { serve } from '../../http/route';
import type { App, Services } from '../../http/services';
import { sendJob } from '../../jobs/send-job';
import { tellWebhooks } from '../../jobs/tell-webhooks';
import { queueMail } from '../../mail/outbox';
import { requireUpload } from '../access';
import { peopleOf } from '../fixes/upload-fixes';
import { moveUpload, readScope, type StoredUpload } from '../upload-store';
import { requireApprover, writeDecision } from './approval';

/** A second pair of eyes: reviewing, approving and sending back uploads. */
export function approvalRoutes(app: App, { database, threads, work, events, now, publicUrl }: Services): void {
  serve(app, endpoints.reviewUpload, async (request) => {
    const { account, params, gone } = request;
    const found = await database.withSite(account.site, (queries) => requireUpload(queries, account, params.id));
    const input = { account, id: found.id, now: now().toISOString() };
    return threads.run('review', input, { owner: ownerOf(request), lane: laneOfUpload(found), signal: gone });
  });

  serve(app, endpoints.approveUpload, async ({ account, params, query }) => {
    const approved = await database.withSite(account.site, async (queries) => {
      const { moved } = await decide(queries, account, params.id, { state: 'approved', note: null }, now(), query.round);
      await sendJob(queries, 'apply', { site: account.site, upload: moved.id }, moved.weight);
      return moved;
    });
    events.tell(approved);
    work.wake();
    return approved;
  });

  serve(app, endpoints.sendBackUpload, async ({ account, params, body }) => {
    const back = await database.withSite(account.site, async (queries) => {
      const { moved, people } = await decide(queries, account, params.id, { state: 'sent-back', note: body.note }, now());
      const { name, language } = moved;
      const text = inLanguage(language, () =>
        APPROVAL_MAILS.sentBack({ name, by: account.email, note: body.note, publicUrl: publicUrl() }),
      );
      for (const to of await mailAddresses(queries, account.site, people))
        await queueMail(queries, account.site, moved.id, { to, kind: `sent back ${now().toISOString()}`, ...text });
      await sendJob(queries, 'mail', { site: account.site, upload: moved.id });
      await tellWebhooks(queries, account.site, moved);
      return moved;
    });
    events.tell(back);
    work.wake();
    return back;
  });
}

/**
 * Decides on an upload that waits for approval.
 * @param round that which was looked at, if it is known
 * @throws ProblemError 403 for an upload of one's own or of other programs; 404; 409 if it no longer waits, for example because somebody else
 * has decided, or if it was fixed since it was looked at
 */
async function decide(
  queries: Queries,
  account: Account,
  id: string,
  { state, note }: { readonly state: 'approved' | 'sent-back'; readonly note: string | null },
  now: Date,
  round?: number,
): Promise<{ readonly moved: StoredUpload; readonly people: readonly string[] }> {
  const found = await requireUpload(queries, account, id);
  const people = await peopleOf(queries, account.site, found);
  await requireApprover(queries, account, people, await readScope(queries, account.site, id));
  const approval: Approval & { by: string; at: string } = { state, by: account.email, at: now.toISOString(), note };
  const change =
    state === 'approved' ? ({ state: 'applying', progress: 0.6 } as const) : ({ state: 'needs-fixes', progress: 0.4 } as const);
  const moved = await moveUpload(queries, account.site, id, ['needs-approval'], { ...change, approval }, round);
  if (moved === undefined) throw found.state === 'needs-approval' ? problems.changedSinceReview() : problems.notWaiting();
  await writeDecision(queries, account.site, id, approval);
  return { moved, people };
}
