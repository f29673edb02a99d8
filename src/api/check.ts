import * as z from 'zod';
import type { Finding } from '../core/check/finding';
import { cells, code, severity } from './shared';

const finding = z.object({
  code,
  severity,
  cells: z.array(z.string()),
  row: z.number().int().optional(),
  column: z.string().optional(),
  value: z.string().optional(),
  message: z.string(),
  suggestions: z.array(z.string()),
  why: z.string().optional(),
}) satisfies z.ZodType<Finding>;

export const checkRequest = z.object({ cells });

/** What a sheet would change, and the open assignments of its caseworkers before and after. */
export const effects = z.object({
  begin: z.number().int(),
  end: z.number().int(),
  /** Enrollments that begin, and that end. */
  enroll: z.number().int(),
  leave: z.number().int(),
  caseworkers: z.array(z.object({ staffId: z.number().int(), name: z.string(), before: z.number().int(), after: z.number().int() })),
});
export type Effects = z.infer<typeof effects>;

export const checkAnswer = z.object({
  rows: z.number().int(),
  errors: z.number().int(),
  warnings: z.number().int(),
  findings: z.array(finding),
  /** Null if the sheet has errors, or no rows. */
  effects: effects.nullable(),
  /** Whether the rows would wait for approval by somebody else. */
  needsApproval: z.boolean(),
});
export type CheckAnswer = z.infer<typeof checkAnswer>;
