/** English nouns by number. */
export const ROWS = { one: 'row', other: 'rows' };
