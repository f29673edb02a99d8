import fc from 'fast-check';
import { continueSeries } from '../workbook/cells/series';
import { Workbook } from '../workbook/workbook';
import { Axis } from './axis';
import { fromTabSeparated, toTabSeparated } from './editing/clipboard';
import { Selection } from './selection';

describe('an axis', () => {
  const sizes = fc
    .dictionary(fc.nat(200).map(String), fc.nat(90))
    .map((found) => new Map(Object.entries(found).map(([place, size]) => [Number(place), size])));

  test('starts each place where the ones before it end', () => {
    fc.assert(
      fc.property(sizes, (exceptions) => {
        const axis = new Axis(20, 1000, exceptions);
        const sizesSeen = Array.from({ length: 250 }, (_, place) => axis.sizeOf(place));
        expect(sizesSeen).toEqual(sizesSeen.map((_, place) => exceptions.get(place) ?? 20));
        const starts = Array.from({ length: 250 }, (_, place) => axis.startOf(place));
        expect(starts).toEqual(sizesSeen.map((_, place) => sizesSeen.slice(0, place).reduce((sum, size) => sum + size, 0)));
      }),
    );
  });

  test('finds the visible place at a distance', () => {
    fc.assert(
      fc.property(sizes, fc.nat(4000), (exceptions, distance) => {
        const axis = new Axis(20, 1000, exceptions);
        const place = axis.placeAt(distance);
        expect(axis.startOf(place)).toBeLessThanOrEqual(distance);
        expect(axis.startOf(place + 1)).toBeGreaterThan(distance);
      }),
    );
  });
});

test('what is copied is pasted unchanged, whatever the cells hold', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ', ',') }), { minLength: 3, maxLength: 3 }), {
        minLength: 1,
      }),
      (texts) => {
        const sheet = new Workbook().active;
        const area = { row: 0, column: 0, rows: texts.length, columns: 3 };
        sheet.paint(area, { numberFormat: '@' });
        sheet.setValues(area, texts, 'user');
        expect(fromTabSeparated(toTabSeparated(sheet, area))).toEqual(texts);
      },
    ),
  );
});

describe('filling on', () => {
  const fill = (values: readonly (string | number)[], count: number, numberFormat = 'General') =>
    continueSeries(
      values.map((value) => ({ value, style: { numberFormat } })),
      count,
    ).map(({ value }) => value);

  test.each([
    [[5], [5, 5, 5]],
    [
      [1, 2],
      [3, 4, 5],
    ],
    [
      [0.1, 0.2],
      [0.3, 0.4, 0.5],
    ],
    [
      ['a', 'b'],
      ['a', 'b', 'a'],
    ],
    [['Row 9'], ['Row 10', 'Row 11', 'Row 12']],
    [
      ['Q01', 'Q02'],
      ['Q03', 'Q04', 'Q05'],
    ],
  ])('%j continues with %j', (known, expected) => {
    expect(fill(known, 3)).toEqual(expected);
  });

  test('a single date counts days', () => {
    expect(fill([46_095], 2, 'm/d/yyyy')).toEqual([46_096, 46_097]);
  });
});

describe('undo', () => {
  test('restores any series of steps, and redo repeats it', () => {
    const area = fc.record({
      row: fc.nat(8),
      column: fc.nat(4),
      rows: fc.integer({ min: 1, max: 3 }),
      columns: fc.integer({ min: 1, max: 3 }),
    });
    const step = fc.oneof(
      fc.record({ do: fc.constant('type' as const), area, text: fc.constantFrom('x', '3/14/2026', '12%', '=1+1', '') }),
      fc.record({ do: fc.constant('clear' as const), area }),
      fc.record({ do: fc.constantFrom('insertRows', 'deleteRows', 'insertColumns', 'deleteColumns'), area }),
      fc.record({ do: fc.constant('sort' as const), area }),
      fc.record({ do: fc.constant('hide' as const), area }),
      fc.record({ do: fc.constant('fill' as const), area }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const workbook = new Workbook();
        const sheet = workbook.active;
        const shown = () => {
          const cells = Array.from({ length: 16 }, (_, row) =>
            Array.from({ length: 12 }, (_, column) => [sheet.formula(row, column), sheet.style(row, column)]),
          );
          return JSON.stringify({ cells, hidden: [...sheet.layout.hiddenRows], used: sheet.usedArea() });
        };
        const states = [shown()];
        for (const one of steps) {
          const { row, column, rows, columns } = one.area;
          workbook.history.step(() => {
            if (one.do === 'type') sheet.setValues(one.area, [[one.text]], 'user');
            else if (one.do === 'clear') sheet.clear(one.area, 'Contents', 'user');
            else if (one.do === 'sort') sheet.sort(one.area, [{ place: column - one.area.column, ascending: true }], 'user');
            else if (one.do === 'hide') sheet.hideRows([row], true);
            else if (one.do === 'fill') sheet.paint(one.area, { fill: '#FF0000' });
            else if (one.do === 'insertRows' || one.do === 'deleteRows') sheet[one.do](row, rows, 'user');
            else sheet[one.do](column, columns, 'user');
          });
          states.push(shown());
        }
        for (let place = steps.length - 1; place >= 0; place--) {
          workbook.history.undo();
          expect(shown()).toBe(states[place]);
        }
        for (let place = 1; place <= steps.length; place++) {
          workbook.history.redo();
          expect(shown()).toBe(states[place]);
        }
      }),
    );
  });

  test('reports what it changes as the user’s, in the opposite direction', () => {
    const workbook = new Workbook();
    const sheet = workbook.active;
    const seen: string[] = [];
    workbook.history.step(() => sheet.insertRows(2, 3, 'add-in'));
    workbook.history.step(() => sheet.setValues({ row: 0, column: 0, rows: 1, columns: 1 }, [['x']], 'add-in'));
    workbook.listen(
      (event) => event.type === 'changed' && seen.push(`${event.change} ${event.by} ${event.before ?? ''}→${event.after ?? ''}`),
    );
    workbook.history.undo();
    workbook.history.undo();
    expect(seen).toEqual(['RangeEdited user x→', 'RowDeleted user →']);
  });

  test('of a co-author’s change there is none, and it ends what could be undone', () => {
    const workbook = new Workbook();
    workbook.history.step(() => workbook.active.setValues({ row: 0, column: 0, rows: 1, columns: 1 }, [['mine']], 'user'));
    workbook.active.setValues({ row: 1, column: 0, rows: 1, columns: 1 }, [['theirs']], 'remote');
    expect(workbook.history.undo()).toBeUndefined();
  });
});

test('Tab and Enter go around in a selected block, and hidden rows are skipped', () => {
  const workbook = new Workbook();
  const selection = new Selection(workbook, (row, direction) =>
    row + direction === 3 ? row + 2 * direction : Math.max(0, row + direction),
  );
  selection.select({ row: 1, column: 1 }, { row: 2, column: 2 });
  const path = Array.from({ length: 4 }, () => {
    selection.advance({ down: 0, right: 1 });
    return [selection.active.row, selection.active.column];
  });
  expect(path).toEqual([
    [1, 2],
    [2, 1],
    [2, 2],
    [1, 1],
  ]);
  selection.advance({ down: -1, right: 0 });
  expect(selection.active).toEqual({ row: 2, column: 2 });
  selection.select({ row: 2, column: 0 });
  selection.move({ down: 1, right: 0 }, false);
  expect(selection.active.row).toBe(4);
});
