import fc from 'fast-check';
import { readJson, SHEET_LIMITS, SMALL_LIMITS } from './json';

const read = (text: string, limits = SMALL_LIMITS) => readJson(Buffer.from(text), limits);

test('JSON within the limits is parsed unchanged', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!text.includes('\\u0000'));
      expect(read(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('brackets and commas in strings do not count', () => {
  const value = [`${'['.repeat(100)}",\\`, '\\u0000 is six characters', '{"'];
  expect(read(JSON.stringify(value))).toEqual(value);
});

test.each([
  ['a million brackets', '['.repeat(1_000_000), 'nested'],
  ['deep objects', '{"a":'.repeat(50), 'nested'],
  ['the character zero', '["a\\u0000"]', 'null character'],
  ['the character zero behind backslashes', '["\\\\\\u0000"]', 'null character'],
  ['no JSON', '{', 'not valid JSON'],
  ['nothing', '', 'not valid JSON'],
  ['a text without an end', '"\\', 'not valid JSON'],
])('%s is refused', (_, text, words) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ status: 400, detail: expect.stringContaining(words) }));
});

test('more rows or cells than Excel has are refused before parsing', () => {
  const tooLarge = expect.objectContaining({ status: 413 });
  expect(() => read(`[${'[],'.repeat(1_100_000)}[]]`, SHEET_LIMITS)).toThrow(tooLarge);
  expect(() => read(`[[${'1,'.repeat(5_000_001)}1]]`, SHEET_LIMITS)).toThrow(tooLarge);
});
