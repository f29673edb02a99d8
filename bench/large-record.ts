import { reportCalls, startFilledService } from './filled-service';
import { HEADER, inserts, upload } from './service';

const PARTICIPANTS = 20_000;
const ASSIGNMENTS = 2_000_000;
const ROWS = 600;
const ROUNDS = 25;

/**
 * Fills a record of twenty years: each participant has had a hundred assignments, of which the last few are open, and each came by an upload of 600 rows.
 */
const FILL = `
WITH made AS (
  INSERT INTO assignments (site_id, participant_id, program_id, staff_id, relationship, status, start_date, end_date, reason)
  SELECT $1, 1001 + n % ${PARTICIPANTS}, NULL, 101 + (n / 7) % 400, 'History ' || n / ${PARTICIPANTS}, 'Active', date '2006-01-01' + n / 300,
    CASE WHEN n < ${ASSIGNMENTS} * 0.97 THEN date '2006-02-01' + n / 300 END, CASE WHEN n < ${ASSIGNMENTS} * 0.97 THEN 'Moved' END
  FROM generate_series(0, ${ASSIGNMENTS} - 1) AS t(n)
  RETURNING assignment_id, participant_id, status, start_date
), numbered AS (SELECT m.*, row_number() OVER () - 1 AS n FROM made m),
uploaded AS (
  INSERT INTO uploads (site_id, upload_id, idempotency_key, name, state, created_at, created_by, received, accepted, progress)
  SELECT $1, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'old ' || n, 'Old upload ' || n, 'complete', now() - (${ASSIGNMENTS} / ${ROWS} - n) * interval '2 days', $2, ${ROWS}, ${ROWS}, 1
  FROM generate_series(0, ${ASSIGNMENTS} / ${ROWS}) AS t(n)
)
INSERT INTO audit (site_id, upload_id, row_number, what, assignment_id, participant_id, changed_at, changed_by, after)
SELECT $1, ('00000000-0000-4000-8000-' || lpad((n / ${ROWS})::text, 12, '0'))::uuid, 2 + n % ${ROWS}, 'begun', assignment_id, participant_id, now() - interval '1 year', $2,
  jsonb_build_object('status', status, 'start', start_date, 'end', NULL, 'reason', NULL) FROM numbered`;

/** The calls that people wait for, on a site with a long history. */
export async function benchLargeRecord(): Promise<void> {
  const { url, site, token, stop } = await startFilledService(PARTICIPANTS, FILL);
  const call = async (path: string, body?: object) => {
    const answer = await fetch(`${url}/api${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const cells = [HEADER, ...inserts(site, 0, ROWS)];
  const first = site.staff[0]?.id;
  for (const [what, ask] of [
    ['an empty call, for comparison', () => call('/session')],
    [`check of ${ROWS} rows (aim: below 300)`, () => call('/check', { cells })],
    ['a page of the log of an old upload (aim: below 20)', () => call('/uploads/00000000-0000-4000-8000-000000000010/log')],
    ['the report by caseworker and program', () => call('/report')],
    ['open assignments of a caseworker', () => call(`/caseload?staffId=${first}`)],
    ['the audit trail of a participant', () => call('/audit', { participantId: 1001 })],
    [`${ROWS} rows from Submit to complete`, () => upload(url, token, [HEADER, ...inserts(site, ROWS, ROWS)])],
  ] as const) {
    await reportCalls(`a record of 2,000,000 assignments, PostgreSQL: ${what}`, what.includes('Submit') ? 1 : ROUNDS, ask);
  }
  await stop();
}
