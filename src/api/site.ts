import * as z from 'zod';
import { UNDO_DAYS } from './uploads';

/** The list value that a user chose for a wrong one. */
export const correction = z.object({ list: z.string().max(100), wrong: z.string().min(1).max(200), value: z.string().min(1).max(200) });

export const correctionsRequest = z.object({ corrections: z.array(correction).max(1000) });

/** False if nothing can begin in it, or with them, any more. */
const active = z.boolean().default(true);

/** Uploads of more rows wait for approval; null: none do. */
const approvalRows = z.number().int().min(0).max(100_000).nullable().default(null);

/** Whether caseworkers are told by e-mail what began and ended with them. */
const digests = z.boolean().default(false);

/** The days for which sheets are kept after they were submitted; null: without end. Not less than uploads can be undone. */
export const retentionDays = z.number().int().min(UNDO_DAYS).max(36_500).nullable();

/** The settings that an administrator changes. */
export const siteSettings = z.object({
  approvalRows,
  digests,
  /** Omitted: as before. */
  retentionDays: retentionDays.optional(),
  /** The programs of which caseworkers are not told. */
  quietPrograms: z.array(z.number().int()).max(10_000).default([]),
});
export type SiteSettingsChange = z.infer<typeof siteSettings>;

export const site = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  duplicateCheck: z.array(z.string()),
  programRequired: z.boolean(),
  approvalRows,
  digests,
  retentionDays: retentionDays.default(null),
  feeders: z.object({
    'Caseworker Relationship': z.array(z.string()),
    'Caseload Status': z.array(z.string()),
    'Reason for Dismissal': z.array(z.string()),
  }),
  programs: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      active,
      /** Whether caseworkers are told of it, if at all. */
      digests: z.boolean().default(true),
    }),
  ),
  staff: z.array(z.object({ id: z.number(), firstName: z.string(), lastName: z.string(), active })),
  corrections: z.array(correction),
});
export type Site = z.infer<typeof site>;

/** The columns matched for a foreign sheet: by header, the template's column, or `null` for none. */
export const mapping = z.object({ columns: z.record(z.string().max(200), z.string().max(200).nullable()) });
export type Mapping = z.infer<typeof mapping>;

/** A digest of the headers. */
export const mappingId = z.object({ signature: z.string().regex(/^[0-9a-f]{64}$/) });

/** The template's options as query parameters. */
export const templateQuery = z.object({
  program: z.enum(['id', 'name', 'none']).default('name'),
  caseworker: z.enum(['id', 'name', 'first-last']).default('name'),
  programDates: z
    .union([z.boolean(), z.enum(['true', 'false', '1', '0', '']).transform((text) => text === 'true' || text === '1')])
    .default(false),
});
export type TemplateQuery = z.infer<typeof templateQuery>;

/** Whether anything can begin with a staff member. */
export const staffChange = z.object({ staffId: z.number().int().min(1).max(999_999_999), active: z.boolean() });
export type StaffChange = z.infer<typeof staffChange>;
