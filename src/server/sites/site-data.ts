import { FEEDER_TABLES, type FeederTable, type Program, type Reference, type StaffMember } from '../../core/caseload/reference';
import type { Security } from '../../core/rules/securities';

/**
 * The contents of a site's folder (`domain.md`, *A site as a folder*). Dates are `YYYY-MM-DD`. Optional values that are absent stay as they are on a site
 * that exists.
 */
export interface SiteData {
  readonly site: SiteSettings;
  readonly programs: readonly ProgramData[];
  readonly staff: readonly StaffData[];
  readonly feeders: readonly { readonly table: FeederTable; readonly value: string }[];
  readonly participants: readonly { readonly id: number; readonly demographics: Readonly<Record<string, string>> }[];
  readonly enrollments: readonly EnrollmentData[];
  readonly assignments: readonly AssignmentData[];
  readonly users: readonly UserData[];
}

export interface ProgramData extends Program {
  /** Whether caseworkers are told of it, if at all; absent: as before, or yes. */
  readonly digests?: boolean;
}

export interface StaffData extends StaffMember {
  readonly email?: string;
}

export interface SiteSettings {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly duplicateCheck: readonly string[];
  readonly programRequired: boolean;
  /** Uploads of more rows wait for approval; null: none do; absent: as before, or none. */
  readonly approvalRows?: number | null | undefined;
  /** For how many days sheets are kept; null: without end; absent: as before, or without end. */
  readonly retentionDays?: number | null | undefined;
  /** Whether caseworkers are told by e-mail what began and ended with them; absent: as before, or no. */
  readonly digests?: boolean | undefined;
}

export interface EnrollmentData {
  readonly participantId: number;
  readonly programId: number;
  readonly start: string;
  readonly end: string | null;
}

export interface AssignmentData {
  readonly participantId: number;
  readonly programId: number | null;
  readonly staffId: number;
  readonly relationship: string;
  readonly status: string | null;
  readonly start: string;
  readonly end: string | null;
  readonly reason: string | null;
}

export interface UserData {
  readonly email: string;
  readonly name: string;
  readonly securities: readonly Security[];
  /** The programs that the rights are limited to; empty means all. */
  readonly programIds: readonly number[];
  /** Who the user is as a caseworker; absent: as before, or nobody. */
  readonly staffId?: number;
  /** Whether all of the user's uploads wait for approval; absent: as before, or no. */
  readonly needsApproval?: boolean;
}

/** The part of a site's data that sheets are checked against. */
export function referenceOf({ site, programs, staff, feeders }: SiteData): Reference {
  const valuesOf = (table: FeederTable) => feeders.filter((feeder) => feeder.table === table).map(({ value }) => value);
  return {
    duplicateCheck: site.duplicateCheck,
    programRequired: site.programRequired,
    programs,
    staff,
    feeders: Object.fromEntries(FEEDER_TABLES.map((table) => [table, valuesOf(table)])) as Record<FeederTable, string[]>,
  };
}
