import { endpoints } from '../../api/endpoints';
import type { CaseloadQuery } from '../../api/record';
import type { OpenAssignment } from '../../core/sending/assignment-rows';
import type { Client } from '../service/client';

/** More than a sheet may have. */
const MAX_ASSIGNMENTS = 100_000;

/**
 * All open assignments that meet a query, by participant; one request for each 2,000.
 * @param isWanted whether somebody still waits for them: if not, the rest is left
 * @throws ServiceProblem
 */
export async function readOpenCaseload(
  client: Client,
  query: Omit<CaseloadQuery, 'cursor'>,
  isWanted: () => boolean,
): Promise<readonly OpenAssignment[]> {
  const found: OpenAssignment[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.call(endpoints.getCaseload, { query: { ...query, cursor } });
    found.push(...page.assignments);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && found.length < MAX_ASSIGNMENTS && isWanted());
  return found.sort((one, other) => one.participantId - other.participantId || (one.programId ?? 0) - (other.programId ?? 0));
}
