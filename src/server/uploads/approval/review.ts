import type { Review } from '../../../api/uploads';
import { isoOf } from '../../../core/caseload/dates';
import { staffName } from '../../../core/caseload/reference';
import { INSERT } from '../../../core/caseload/row';
import { readRights } from '../../accounts/rights';
import type { Account } from '../../accounts/sessions';
import type { Database } from '../../database/database';
import { problems } from '../../http/problem';
import { checkAgainstRecord, type ReadRecord } from '../../record/check-sheet';
import { readEffects } from '../../record/effects';
import { requireSite, requireUpload } from '../access';
import { peopleOf } from '../fixes/upload-fixes';
import { readCells, unpackCells } from '../upload-cells';
import { readRound } from '../upload-store';

/** The most rows of a review. */
const MAX_ROWS = 1000;

/**
 * What an upload that waits for approval would change, as the record is now.
 * @throws ProblemError 404; 409 if it does not wait for approval
 */
export async function reviewUpload(database: Database, account: Account, id: string, now: Date): Promise<Review> {
  const read: ReadRecord = (work) => database.withSite(account.site, work);
  const { site, rights, packed, round } = await read(async (queries) => {
    const upload = await requireUpload(queries, account, id);
    if (upload.state !== 'needs-approval') throw problems.notWaiting();
    const found = await requireSite(queries, account);
    const people = await peopleOf(queries, account.site, upload);
    return {
      site: found,
      rights: await Promise.all(people.map((person) => readRights(queries, found, person))),
      // Read before the contents: if they are replaced in between, this round is no longer the one that waits.
      round: await readRound(queries, account.site, id),
      packed: await readCells(queries, account.site, id),
    };
  });
  const sheet = await checkAgainstRecord(read, site, rights, unpackCells(packed), now);
  const { rows, errors } = sheet;
  const programs = new Map(site.programs.map(({ name }, place) => [place, name]));
  const dateOf = (serial: number) => (serial > 0 ? isoOf(serial) : null);
  return {
    round,
    // The record may have changed since: then it is checked again, and goes back to its user.
    effects: errors > 0 || rows.length === 0 ? null : await readEffects(read, site, sheet),
    total: rows.length,
    rows: rows.slice(0, MAX_ROWS).map((row) => {
      const member = site.staff[row.staff];
      const isInsert = row.action === INSERT;
      return {
        row: row.number,
        participantId: row.participantId < 0 ? null : row.participantId,
        action: isInsert ? ('Insert' as const) : ('Update' as const),
        caseworker: member === undefined ? null : staffName(member),
        program: programs.get(row.program) ?? null,
        relationship: site.feeders['Caseworker Relationship'][row.relationship] ?? null,
        reason: site.feeders['Reason for Dismissal'][row.reason] ?? null,
        date: dateOf(isInsert ? row.start : row.end),
      };
    }),
  };
}
