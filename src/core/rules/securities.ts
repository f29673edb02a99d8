/** The securities that the product grants. `:own` limits one to the user's own caseload. */
export const SECURITIES = [
  'caseload:record',
  'caseload:record:own',
  'caseload:end',
  'caseload:end:own',
  'uploads:view',
  'uploads:approve',
  'site:admin',
] as const;
export type Security = (typeof SECURITIES)[number];

/** The securities that an API token may have. */
export const TOKEN_SECURITIES = ['caseload:record', 'caseload:end', 'uploads:view'] as const satisfies readonly Security[];

/** The rights to change caseload: to begin and to end assignments. */
export const CASELOAD_RIGHTS = ['caseload:record', 'caseload:end'] as const satisfies readonly Security[];
export type CaseloadRight = (typeof CASELOAD_RIGHTS)[number];

/** Whose caseload a right reaches: everyone's, only the user's own (as a caseworker), or none. */
export type Reach = 'all' | 'own' | 'none';

/** How far a user's right reaches. The wider of two securities counts. */
export function reachOf(securities: readonly Security[], right: CaseloadRight): Reach {
  if (securities.includes(right)) return 'all';
  return securities.includes(`${right}:own`) ? 'own' : 'none';
}

/** The securities with one right's reach replaced. */
export function withReach(securities: readonly Security[], right: CaseloadRight, reach: Reach): readonly Security[] {
  const others = securities.filter((security) => security !== right && security !== `${right}:own`);
  if (reach === 'none') return others;
  return [...others, reach === 'all' ? right : (`${right}:own` as const)];
}

/** Whether a user's rights depend on their Staff ID. */
export function needsStaffId(securities: readonly Security[]): boolean {
  return CASELOAD_RIGHTS.some((right) => reachOf(securities, right) === 'own');
}

/** Parts rights into those that a user's programs limit, and the others. */
export function byLimit(securities: readonly Security[]): readonly (readonly Security[])[] {
  const isOther = (security: Security) => security === 'uploads:view' || security === 'site:admin';
  return [securities.filter((one) => !isOther(one)), securities.filter(isOther)];
}
