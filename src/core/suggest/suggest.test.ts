import { madeLists, madeUnlisted, madeWrongValues } from '../testing/wrong-values';
import { createSuggest, type Suggest } from './suggest';

const lists = madeLists();
const wrongValues = madeWrongValues(8);
const suggestOf = Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, createSuggest(values)]));
const judged = wrongValues.map((one) => {
  const answer = suggestOf[one.list]?.(one.wrong);
  return { ...one, place: answer?.values.indexOf(one.right) ?? -1, obvious: answer?.obvious ?? false, said: answer?.values.slice(0, 3) };
});
const failures = (wrong: (one: (typeof judged)[number]) => boolean) =>
  judged.filter(wrong).map(({ kind, list, wrong: text, right, said }) => `${list}, ${kind}: ${text} -> ${right}, not ${said?.join(' | ')}`);

describe(`${wrongValues.length} wrong values of ${new Set(wrongValues.map(({ kind }) => kind)).size} kinds`, () => {
  test('the intended value is first in at least 99%', () => {
    const missed = failures(({ place }) => place !== 0);
    expect(missed.slice(Math.floor(judged.length / 100))).toEqual([]);
  });

  test('and always among the first three', () => {
    expect(failures(({ place }) => place < 0 || place > 2)).toEqual([]);
  });

  test('an obvious suggestion is never wrong', () => {
    expect(failures(({ obvious, place }) => obvious && place !== 0)).toEqual([]);
    expect(judged.filter(({ obvious }) => obvious).length / judged.length).toBeGreaterThan(0.7);
  });

  test('nor is there one for a similar value that is not in the list', () => {
    const ready = new Map<readonly string[], Suggest>();
    const chosen = madeUnlisted(60).filter(({ list, wrong }) => {
      const suggest = ready.get(list) ?? createSuggest(list);
      ready.set(list, suggest);
      return suggest(wrong).obvious;
    });
    expect(chosen.map(({ wrong }) => wrong)).toEqual([]);
  });
});

describe('lists of all kinds', () => {
  test.each([
    ['one value', ['Active'], 'Actve', 'Active', true],
    ['values that differ in case', ['Active', 'ACTIVE'], 'Actve', 'Active', false],
    ['commas and quotes', ['Moved, out of area', 'Says "no"'], 'says no', 'Says "no"', true],
    ['right-to-left script', ['מנהל תיק ראשי', 'מתנדב'], 'מנהל תיק ראש', 'מנהל תיק ראשי', true],
    ['Cyrillic', ['Наставник', 'Психолог'], 'Насавник', 'Наставник', true],
  ])('%s', (_, list, wrong, right, obvious) => {
    const answer = createSuggest(list)(wrong);
    expect([answer.values[0], answer.obvious]).toEqual([right, obvious]);
  });

  test('without similar values there are no suggestions', () => {
    for (const wrong of ['', '   ', '!!!', '😀', 'Zebra crossing', 'x'.repeat(40_000)]) {
      expect(createSuggest(['Active', 'On hold'])(wrong)).toEqual({ values: [], obvious: false });
    }
  });
});
