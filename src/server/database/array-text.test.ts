import fc from 'fast-check';
import sql from 'sql-template-tag';
import { openTestDatabase } from '../testing/postgres/test-database';
import { arrayText } from './array-text';
import { openPglite } from './embedded/pglite';

describe.each([
  ['PGlite', () => openPglite()],
  ['PostgreSQL', () => openTestDatabase()],
] as const)('arrays as text, on %s', (_, open) => {
  test('are read as the same elements, whatever they contain', async () => {
    const driver = await open();
    // PostgreSQL's texts contain no NUL.
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0')),
      fc.constantFrom('', 'NULL', '"', '\\', '{}', ',', '\\"', ' a '),
    );
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.option(text)), fc.array(fc.option(fc.maxSafeInteger())), async (texts, numbers) => {
          const [row] = await driver.transaction((queries) =>
            queries.query(sql`SELECT ${arrayText(texts)}::text[] AS texts, ${arrayText(numbers)}::bigint[]::text[] AS numbers`),
          );
          expect(row).toEqual({ texts, numbers: numbers.map((number) => (number === null ? null : String(number))) });
        }),
        { numRuns: 200 },
      );
    } finally {
      await driver.close();
    }
  });
});
