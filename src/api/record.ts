import * as z from 'zod';
import type { OpenAssignment } from '../core/sending/assignment-rows';

const listId = z.coerce.number().int().min(1).max(999_999_999);

/** The open assignments to list: of a caseworker, of a program, or both; those with a status, or that began before a day. */
export const caseloadQuery = z
  .object({
    staffId: listId.optional(),
    programId: listId.optional(),
    status: z.string().max(200).optional(),
    startedBefore: z.iso.date().optional(),
    cursor: z.uuid().optional(),
  })
  .refine(({ staffId, programId }) => staffId !== undefined || programId !== undefined, { path: ['staffId'] });
export type CaseloadQuery = z.infer<typeof caseloadQuery>;

const openAssignment = z.object({
  participantId: z.number(),
  programId: z.number().nullable(),
  staffId: z.number(),
  relationship: z.string(),
  status: z.string().nullable(),
  start: z.iso.date(),
  /** The participant's name, to recognize them by; empty if the site has none. */
  name: z.string(),
  /** The demographics of the duplicate check, by name. */
  demographics: z.record(z.string(), z.string()),
}) satisfies z.ZodType<OpenAssignment>;

/** A page of open assignments, in no particular order. */
export const caseload = z.object({ assignments: z.array(openAssignment), next: z.string().nullable() });

const counts = z.object({
  /** Open today. */
  open: z.number().int(),
  /** Begun this month, up to today. */
  begun: z.number().int(),
  /** Ended this month, up to today. */
  ended: z.number().int(),
});
export type Counts = z.infer<typeof counts>;

/** The numbers of assignments. Caseworkers and programs without any are absent. */
export const report = z.object({
  /** Today at the site. */
  today: z.iso.date(),
  /** The only caseworker that is counted, and the only programs, if the user's rights are limited; null: all. */
  staffId: z.number().int().nullable(),
  programIds: z.array(z.number().int()).nullable(),
  caseworkers: z.array(counts.extend({ staffId: z.number().int() })),
  programs: z.array(counts.extend({ programId: z.number().int().nullable() })),
  /** The last six months, this one included, by their first days. */
  months: z.array(z.object({ month: z.iso.date(), begun: z.number().int(), ended: z.number().int() })),
});
export type Report = z.infer<typeof report>;
