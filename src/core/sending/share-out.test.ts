import fc from 'fast-check';
import type { OpenAssignment } from './assignment-rows';
import { divide, MAX_BY_HAND, proposeByHand, type ShareWay, shareOut, type Taker } from './share-out';

const member = (id: number) => ({ id, firstName: `First ${id}`, lastName: 'Last' });
const assignmentOf = (participantId: number, programId: number | null = null): OpenAssignment => ({
  participantId,
  programId,
  staffId: 1,
  relationship: 'Primary',
  status: null,
  start: '2025-01-01',
  name: '',
  demographics: {},
});
const assignments = fc.array(
  fc
    .record({ participantId: fc.integer({ min: 1, max: 30 }), programId: fc.constantFrom(11, 12, null) })
    .map(({ participantId, programId }) => assignmentOf(participantId, programId)),
  { maxLength: 80 },
);
const takers = fc
  .uniqueArray(fc.integer({ min: 2, max: 20 }), { minLength: 1, maxLength: 6 })
  .chain((ids) => fc.tuple(...ids.map((id) => fc.integer({ min: 0, max: 60 }).map((size): Taker => ({ member: member(id), size })))));

describe.each<ShareWay>(['same', 'level'])('sharing out, %s', (way) => {
  it('hands over each assignment once, and keeps a participant with one caseworker', () => {
    fc.assert(
      fc.property(assignments, takers, (open, people) => {
        const shared = shareOut(open, people, way);
        expect(shared.map(({ assignment }) => assignment)).toEqual(open);
        for (const { participantId } of open) {
          const own = shared.filter(({ assignment }) => assignment.participantId === participantId);
          expect(new Set(own.map(({ to }) => to.id)).size).toBe(1);
        }
      }),
    );
  });

  it('differs between those who take something and anybody else by no more than the most that one participant has', () => {
    fc.assert(
      fc.property(assignments, takers, (open, people) => {
        const shared = shareOut(open, people, way);
        const largest = Math.max(0, ...open.map((one) => open.filter(({ participantId }) => participantId === one.participantId).length));
        const loads = people.map(({ member: { id }, size }) => {
          const taken = shared.filter(({ to }) => to.id === id).length;
          return { taken, load: taken + (way === 'level' ? size : 0) };
        });
        const least = Math.min(...loads.map(({ load }) => load));
        for (const { taken, load } of loads) if (taken > 0) expect(load - least).toBeLessThanOrEqual(largest);
      }),
    );
  });
});

it('levels out the present sizes', () => {
  const open = Array.from({ length: 12 }, (_, place) => assignmentOf(place));
  const people: Taker[] = [
    { member: member(2), size: 20 },
    { member: member(3), size: 14 },
    { member: member(4), size: 30 },
  ];
  const taken = (way: ShareWay) => people.map(({ member: { id } }) => shareOut(open, people, way).filter(({ to }) => to.id === id).length);
  expect(taken('level')).toEqual([3, 9, 0]);
  expect(taken('same')).toEqual([4, 4, 4]);
});

describe('dividing by choices', () => {
  it('gives each participant to who was chosen, and to nobody else than the takers', () => {
    fc.assert(
      fc.property(
        assignments,
        takers,
        fc.dictionary(
          fc.integer({ min: 1, max: 30 }).map((id) => `participant ${id}`),
          fc.integer({ min: 2, max: 20 }),
        ),
        (open, people, choices) => {
          const divided = divide(open, people, 'hand', choices);
          for (const { assignment, to } of divided) expect(to.id).toBe(choices[`participant ${assignment.participantId}`]);
          expect(divided.every(({ to }) => people.some(({ member: one }) => one.id === to.id))).toBe(true);
          const wanted = open.filter(({ participantId }) =>
            people.some(({ member: one }) => one.id === choices[`participant ${participantId}`]),
          );
          expect(divided.map(({ assignment }) => assignment)).toEqual(wanted);
        },
      ),
    );
  });

  it('by hand begins with a proposal for everybody, and keeps what was chosen', () => {
    fc.assert(
      fc.property(assignments, takers, (open, people) => {
        const [first] = open;
        const last = people.at(-1)?.member.id ?? 0;
        const chosen: Record<string, number> = first === undefined ? {} : { [`participant ${first.participantId}`]: last };
        const proposed = proposeByHand(open, people, chosen);
        expect(proposed).toMatchObject(chosen);
        expect(divide(open, people, 'hand', proposed)).toHaveLength(open.length);
      }),
    );
  });

  it('by program goes by the program alone', () => {
    fc.assert(
      fc.property(assignments, takers, (open, people) => {
        const to = people[0]?.member.id ?? 0;
        const divided = divide(open, people, 'program', { 'program 11': to, 'program null': to });
        expect(divided.map(({ assignment }) => assignment)).toEqual(open.filter(({ programId }) => programId !== 12));
      }),
    );
  });

  it('hands nothing over by hand when there are too many participants to show', () => {
    const open = Array.from({ length: MAX_BY_HAND + 1 }, (_, place) => assignmentOf(place + 1));
    const people = [2, 3].map((id) => ({ member: member(id), size: 0 }));
    const proposed = proposeByHand(open, people, {});
    expect(divide(open, people, 'hand', proposed)).toEqual([]);
    expect(divide(open.slice(1), people, 'hand', proposed)).toHaveLength(MAX_BY_HAND);
  });
});
