/** The three feeder tables: named lists of the values that a site allows. */
export const FEEDER_TABLES = ['Caseworker Relationship', 'Caseload Status', 'Reason for Dismissal'] as const;
export type FeederTable = (typeof FEEDER_TABLES)[number];

export interface Program {
  readonly id: number;
  readonly name: string;
}

export interface StaffMember {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
}

/** What a user chose for a wrong value of a list: it is suggested first from then on. */
export interface Correction {
  /** The list's name (`ListName`). */
  readonly list: string;
  /** As it was written, in the form of `listKey`. */
  readonly wrong: string;
  readonly value: string;
}

/** What a sheet is checked against: a site's settings and lists. It holds nothing of any participant. */
export interface Reference {
  /** The demographics that make sure that a Participant ID means the person one thinks of. */
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
