/** PostgreSQL's numbers for the types that both drivers read in the same way: dates as `YYYY-MM-DD`, big integers as numbers. */
export const TYPE_IDS = { bigint: 20, date: 1082 } as const;
