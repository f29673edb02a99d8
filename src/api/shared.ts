import * as z from 'zod';
import { RULES } from '../core/rules/codes';
import { SECURITIES } from '../core/rules/securities';

/** The size limit of a submitted sheet or file, in bytes. */
export const MAX_BYTES = 25 * 1024 * 1024;

/** The most findings in an answer; `errors` and `warnings` count all of them. */
export const MAX_FINDINGS = 20_000;

export const time = z.iso.datetime();

export const problem = z.object({
  type: z.string().default('about:blank'),
  status: z.number().int(),
  /** Stable: other programs act on it. */
  code: z.string(),
  title: z.string(),
  /** What the user can do about it. */
  detail: z.string(),
});
export type Problem = z.infer<typeof problem>;

export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The sheet from A1: rows of cells as Excel's `values` gives them. */
export const cells = z.array(z.array(cell));

export const user = z.object({ email: z.string(), name: z.string() });

export const security = z.enum(SECURITIES);

export const siteName = z.object({ id: z.string(), name: z.string() });

export const siteId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/);

export const code = z.enum(Object.keys(RULES) as [keyof typeof RULES, ...(keyof typeof RULES)[]]);

export const severity = z.enum(['error', 'warning']);
