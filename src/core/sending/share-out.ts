import type { StaffMember } from '../caseload/reference';
import type { Handover, OpenAssignment } from './assignment-rows';

/** How a caseload is shared out by itself: the same number to everybody, or so that everybody ends up with the same number. */
export type ShareWay = 'same' | 'level';

/** Somebody who takes assignments over. */
export interface Taker {
  readonly member: StaffMember;
  /** The number of their open assignments today. */
  readonly size: number;
}

/**
 * Shares assignments out. All assignments of a participant go to one caseworker; the shares differ by no more than the most assignments that
 * a participant has.
 * @param takers at least one
 */
export function shareOut(assignments: readonly OpenAssignment[], takers: readonly Taker[], way: ShareWay): readonly Handover[] {
  const byParticipant = new Map<number, OpenAssignment[]>();
  for (const assignment of assignments) {
    const own = byParticipant.get(assignment.participantId);
    if (own === undefined) byParticipant.set(assignment.participantId, [assignment]);
    else own.push(assignment);
  }
  // The largest first, so that the small ones even out what is left; then by ID, so that the same question has the same answer.
  const people = [...byParticipant].sort(([id, one], [otherId, other]) => other.length - one.length || id - otherId);
  const loads = takers.map(({ member, size }) => ({ member, load: way === 'level' ? size : 0 }));
  const chosen = new Map<number, StaffMember>();
  for (const [id, own] of people) {
    const least = loads.reduce((best, one) => (one.load < best.load ? one : best));
    least.load += own.length;
    chosen.set(id, least.member);
  }
  return assignments.flatMap((assignment) => {
    const to = chosen.get(assignment.participantId);
    return to === undefined ? [] : [{ assignment, to }];
  });
}
