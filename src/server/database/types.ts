/** PostgreSQL's type IDs that both drivers parse alike: dates as `YYYY-MM-DD`, big integers as numbers. */
export const TYPE_IDS = { bigint: 20, date: 1082 } as const;
