import { reportCalls, startFilledService } from './filled-service';

const UPLOADS = 1_000_000;
const PAGE = 20;
const ROUNDS = 5;

const FILL = `
INSERT INTO uploads (site_id, upload_id, idempotency_key, name, state, created_at, created_by, received, accepted, progress)
SELECT $1, gen_random_uuid(), 'old ' || n, 'Old upload ' || n, 'complete', now() - n * interval '5 minutes', $2, 600, 600, 1
FROM generate_series(1, ${UPLOADS}) AS t(n)`;

/** The list of uploads of a site that has a million. */
export async function benchUploads(): Promise<void> {
  const { url, token, email, stop } = await startFilledService(10, FILL);
  const list = async (query: string, count: number) => {
    const answer = await fetch(`${url}/api/uploads?tab=complete${query}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(await answer.text());
    const page = (await answer.json()) as { uploads: unknown[]; next: string };
    if (page.uploads.length !== count) throw new Error(`${page.uploads.length} uploads instead of ${count}`);
    return page;
  };
  const { next } = await list('&limit=100', 100);
  for (const [what, count, query] of [
    ['first page', PAGE, ''],
    ['next page', PAGE, `&cursor=${next}`],
    ['search for one of the oldest (aim: below 50)', 1, '&search=upload%20999999'],
    ['search for what each contains', PAGE, '&search=upload'],
    ['search for the sender of each', PAGE, `&search=${encodeURIComponent(email.slice(0, -3))}`],
    ['search for what none contains', 0, '&search=nowhere'],
    ['search for two letters that none contains', 0, '&search=qx'],
  ] as const) {
    await reportCalls(`a million uploads: ${what}`, ROUNDS, () => list(query, count));
  }
  await stop();
}
