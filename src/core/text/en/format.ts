import { createFormat } from '../format';

export const { number, plural, counted, date, namedDate, ago, duration } = createFormat('en-US');

export const ROWS = { one: 'row', other: 'rows' };
