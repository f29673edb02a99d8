/** English nouns by number. */
export const ROWS = { one: 'row', other: 'rows' };
export const ASSIGNMENTS = { one: 'assignment', other: 'assignments' };
