import fc from 'fast-check';
import { typingDistance } from './typing-distance';

/** The textbook algorithm: the complete matrix, without a limit. */
function wholeTable(one: string, other: string): number {
  const table = Array.from({ length: one.length + 1 }, (_, i) =>
    Array.from({ length: other.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => table[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= one.length; i++) {
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      (table[i] as number[])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1), swapped);
    }
  }
  return at(one.length, other.length);
}

test('the distance equals that of the complete matrix, up to the limit', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 14 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 16 }), (one, other, limit) => {
      expect(typingDistance(one, other, limit)).toBe(Math.min(limit, wholeTable(one, other)));
    }),
    { numRuns: 2000 },
  );
});
