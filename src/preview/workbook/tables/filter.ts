import { criterion as matcher } from '../formula/criteria';
import type { Value } from '../values';
import type { FilterCriteria } from './parts';

/** A cell, as a filter looks at it. */
export interface FilteredCell {
  readonly value: Value;
  readonly text: string;
  readonly fill: string;
  readonly color: string;
}

/** Which of a column's cells a filter shows. */
export function matchesOf(cells: readonly FilteredCell[], criteria: FilterCriteria): readonly boolean[] {
  switch (criteria.filterOn) {
    case 'Values': {
      const wanted = new Set(criteria.values?.map((value) => (typeof value === 'string' ? value.toLowerCase() : value.date.toLowerCase())));
      return cells.map(({ text }) => wanted.has(text.toLowerCase()));
    }
    case 'Custom': {
      const first = matcher(criteria.criterion1 ?? '*');
      const second = criteria.criterion2 === undefined ? undefined : matcher(criteria.criterion2);
      return cells.map(({ value }) => {
        const one = first(value === '' ? undefined : value);
        if (second === undefined) return one;
        const other = second(value === '' ? undefined : value);
        return criteria.operator === 'Or' ? one || other : one && other;
      });
    }
    case 'TopItems':
    case 'TopPercent':
    case 'BottomItems':
    case 'BottomPercent': {
      const numbers = numbersOf(cells).sort((one, other) => one - other);
      const given = Number(criteria.criterion1);
      const count = criteria.filterOn.endsWith('Percent') ? Math.floor((numbers.length * given) / 100) : given;
      const isTop = criteria.filterOn.startsWith('Top');
      const limit = isTop
        ? numbers.at(-Math.max(1, Math.min(count, numbers.length)))
        : numbers[Math.max(1, Math.min(count, numbers.length)) - 1];
      return cells.map(({ value }) => typeof value === 'number' && limit !== undefined && (isTop ? value >= limit : value <= limit));
    }
    case 'Dynamic': {
      const numbers = numbersOf(cells);
      const average = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
      const isAbove = criteria.dynamicCriteria === 'AboveAverage';
      return cells.map(({ value }) => typeof value === 'number' && (isAbove ? value > average : value < average));
    }
    case 'CellColor':
      return cells.map(({ fill }) => fill === criteria.color);
    case 'FontColor':
      return cells.map(({ color }) => color === criteria.color);
    default:
      return cells.map(() => true);
  }
}

/** Criteria that the grid and the host can apply. */
export const FILTERS = ['Values', 'Custom', 'TopItems', 'TopPercent', 'BottomItems', 'BottomPercent', 'Dynamic', 'CellColor', 'FontColor'];

function numbersOf(cells: readonly FilteredCell[]): number[] {
  return cells.map(({ value }) => value).filter((value) => typeof value === 'number');
}
