import type { StaffMember } from '../caseload/reference';
import type { Handover, OpenAssignment } from './assignment-rows';

/** How a caseload is shared out by itself: the same number to everybody, or so that everybody ends up with the same number. */
export type ShareWay = 'same' | 'level';

/** The ways to divide a caseload: by itself, or as chosen for each program or participant. */
export type Way = ShareWay | 'program' | 'hand';

/** The Staff ID of who takes over, by the key of a program or participant. */
export type Choices = Readonly<Record<string, number>>;

/** The most participants to be divided by hand. */
export const MAX_BY_HAND = 200;

export const programKey = ({ programId }: Pick<OpenAssignment, 'programId'>) => `program ${programId}`;
export const personKey = ({ participantId }: Pick<OpenAssignment, 'participantId'>) => `participant ${participantId}`;

/** Whether a caseload has too many participants to be divided by hand. */
export function isTooManyByHand(assignments: readonly OpenAssignment[]): boolean {
  return new Set(assignments.map(personKey)).size > MAX_BY_HAND;
}

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

/** Who takes over what, by any way; without assignments for which nobody among the takers is chosen. */
export function divide(assignments: readonly OpenAssignment[], takers: readonly Taker[], way: Way, choices: Choices): readonly Handover[] {
  if (takers.length === 0) return [];
  if (way === 'same' || way === 'level') return shareOut(assignments, takers, way);
  // Nobody has seen the proposal: it is too long to be shown.
  if (way === 'hand' && isTooManyByHand(assignments)) return [];
  return assignments.flatMap((assignment) => {
    const chosen = choices[way === 'program' ? programKey(assignment) : personKey(assignment)];
    const to = takers.find(({ member }) => member.id === chosen)?.member;
    return to === undefined ? [] : [{ assignment, to }];
  });
}

/** The choices; where nobody among the takers is chosen, who would take the participant if all were shared out level. */
export function proposeByHand(assignments: readonly OpenAssignment[], takers: readonly Taker[], choices: Choices): Choices {
  if (takers.length === 0) return choices;
  const isChosen = (key: string) => takers.some(({ member }) => member.id === choices[key]);
  const level = shareOut(assignments, takers, 'level').map(({ assignment, to }) => [personKey(assignment), to.id] as const);
  return { ...choices, ...Object.fromEntries(level.filter(([key]) => !isChosen(key))) };
}
