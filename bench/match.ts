import { createLookups } from '../src/core/caseload/lookup';
import { matchColumns } from '../src/core/match/match-columns';
import { FOREIGN_SITE, foreignLayouts } from '../src/core/testing/foreign-layouts';
import { report } from './report';

/** The share of columns of made-up foreign sheets that are matched correctly, and the number matched wrongly with certainty. */
export function benchMatch(): void {
  const lookups = createLookups(FOREIGN_SITE);
  const layouts = foreignLayouts();
  const [first] = layouts;
  if (first === undefined) return;
  matchColumns(first.cells, lookups);
  const start = performance.now();
  const columns = layouts.flatMap(({ cells, expected }) => {
    const match = matchColumns(cells, lookups);
    return expected.map((key, place) => {
      const found = match?.columns.find(({ index }) => index === place);
      const isRight = (found?.key ?? null) === key;
      return { isRight, isSurelyWrong: !isRight && found?.key !== null && found?.certainty === 'sure' };
    });
  });
  const time = (performance.now() - start) / layouts.length;
  const right = columns.filter(({ isRight }) => isRight).length;
  const share = `${((100 * right) / columns.length).toFixed(1)} % of ${columns.length} columns in ${layouts.length} sheets`;
  report('match columns: correct (aim: 95 %)', share);
  report('match columns: wrong but certain (aim: 0)', columns.filter(({ isSurelyWrong }) => isSurelyWrong).length);
  report('match columns: per sheet (ms)', time.toFixed(1));
}
