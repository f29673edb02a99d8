import { createFormat } from '../format';

export const { number, plural, counted } = createFormat('en-US');

export const ROWS = { one: 'row', other: 'rows' };
