import fc from 'fast-check';
import type { OpenAssignment } from './assignment-rows';
import { type ShareWay, shareOut, type Taker } from './share-out';

const member = (id: number) => ({ id, firstName: `First ${id}`, lastName: 'Last' });
const assignments = fc.array(
  fc.record({ participantId: fc.integer({ min: 1, max: 30 }), programId: fc.constantFrom(11, 12, null) }).map(
    (one): OpenAssignment => ({
      ...one,
      staffId: 1,
      relationship: 'Primary',
      status: null,
      start: '2025-01-01',
      name: '',
      demographics: {},
    }),
  ),
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
  const open = Array.from(
    { length: 12 },
    (_, place): OpenAssignment => ({
      participantId: place,
      programId: null,
      staffId: 1,
      relationship: 'Primary',
      status: null,
      start: '2025-01-01',
      name: '',
      demographics: {},
    }),
  );
  const people: Taker[] = [
    { member: member(2), size: 20 },
    { member: member(3), size: 14 },
    { member: member(4), size: 30 },
  ];
  const taken = (way: ShareWay) => people.map(({ member: { id } }) => shareOut(open, people, way).filter(({ to }) => to.id === id).length);
  expect(taken('level')).toEqual([3, 9, 0]);
  expect(taken('same')).toEqual([4, 4, 4]);
});
