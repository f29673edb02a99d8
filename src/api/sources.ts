import * as z from 'zod';
import { correction, mapping } from './site';

/** The most IDs of a kind in a request: with the longest of any script, within the limit of a body. */
export const MAX_IDS = 500;
/** The most characters of a source's own ID. */
export const MAX_ID_LENGTH = 80;

const externalId = z.string().trim().min(1).max(MAX_ID_LENGTH);

/** Another system from which sheets come, with what is known of them. */
export const source = mapping.extend({
  id: z.string(),
  name: z.string(),
  /** How many of its own IDs are known. */
  participants: z.number().int(),
  staff: z.number().int(),
});
export type Source = z.infer<typeof source>;

export const sources = z.object({ sources: z.array(source) });

/** A source by its name; its columns replace those known before. */
export const newSource = mapping.extend({ name: z.string().trim().min(1).max(60) });

export const sourceId = z.object({ id: z.uuid() });

export const sourceCorrections = z.object({ corrections: z.array(correction).max(1000) });

/** Whose IDs: participants' or staff members'. */
export const idKind = z.enum(['participant', 'staff']);
export type IdKind = z.infer<typeof idKind>;

/** A source's own IDs with ours; null forgets one. */
export const idsRequest = z.object({
  kind: idKind,
  ids: z
    .array(z.object({ external: externalId, internal: z.number().int().min(1).max(999_999_999_999_999).nullable() }))
    .min(1)
    .max(MAX_IDS),
});
export type IdsRequest = z.infer<typeof idsRequest>;

export const savedIds = z.object({ saved: z.number().int() });

export const resolveRequest = z.object({
  participants: z.array(externalId).max(MAX_IDS),
  staff: z.array(externalId).max(MAX_IDS),
  /** Whether to answer with the source's corrections: once is enough. */
  corrections: z.boolean().default(true),
});

export type ResolveRequest = z.output<typeof resolveRequest>;

/** Our IDs by the source's, of which unknown ones are absent, and the list values that were chosen for its wrong ones, if asked for. */
export const resolved = z.object({
  participants: z.record(z.string(), z.number()),
  staff: z.record(z.string(), z.number()),
  corrections: z.array(correction),
});
export type Resolved = z.infer<typeof resolved>;
