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
}) satisfies z.ZodType<Finding>;

export const checkRequest = z.object({ cells });

export const checkAnswer = z.object({
  rows: z.number().int(),
  errors: z.number().int(),
  warnings: z.number().int(),
  findings: z.array(finding),
});
