/** The securities that the product grants. */
export const SECURITIES = ['caseload:record', 'caseload:end', 'uploads:view', 'site:admin'] as const;
export type Security = (typeof SECURITIES)[number];
