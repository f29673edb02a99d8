/** The three feeder tables: lists of a site's allowed values. */
export const FEEDER_TABLES = ['Caseworker Relationship', 'Caseload Status', 'Reason for Dismissal'] as const;
export type FeederTable = (typeof FEEDER_TABLES)[number];

/** The demographics that confirm a Participant ID where a site sets none. */
const DEFAULT_DUPLICATE_CHECK = ['First Name', 'Last Name', 'SSN'] as const;

/** The demographics of a duplicate check setting. */
export function duplicateCheckOf(setting: readonly string[] | undefined): string[] {
  return setting === undefined || setting.length === 0 ? [...DEFAULT_DUPLICATE_CHECK] : [...setting];
}

/** What can be disabled: nothing begins in it or with them any more, and what is open can still be ended. */
export interface Disableable {
  /** True unless it says otherwise. */
  readonly active?: boolean | undefined;
}

/** Whether something can begin in a program or with a staff member. */
export function isActive({ active }: Disableable): boolean {
  return active !== false;
}

export interface Program extends Disableable {
  readonly id: number;
  readonly name: string;
}

export interface StaffMember extends Disableable {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
}

/** The value that a user chose for a wrong one. It is suggested first from then on. */
export interface Correction {
  /** The list's name (`ListName`). */
  readonly list: string;
  /** The wrong value, normalized by `listKey`. */
  readonly wrong: string;
  readonly value: string;
}

/** A site's settings and lists, which sheets are checked against. Contains no participant data. */
export interface Reference {
  /** The demographics that confirm a Participant ID. */
  readonly duplicateCheck: readonly string[];
  readonly programRequired: boolean;
  readonly feeders: Readonly<Record<FeederTable, readonly string[]>>;
  readonly programs: readonly Program[];
  readonly staff: readonly StaffMember[];
  readonly corrections?: readonly Correction[] | undefined;
}

/** `First Last`, as the template writes a caseworker's name. */
export function staffName(member: StaffMember): string {
  return `${member.firstName} ${member.lastName}`;
}
