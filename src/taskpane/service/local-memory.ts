import * as z from 'zod';
import { mapping, type Site, site } from '../../api/site';
import { DEFAULT_PICKS, type TemplatePicks } from '../../core/caseload/template';
import { LANGUAGES } from '../../core/text/language';

const picks = z.object({
  program: z.enum(['id', 'name', 'none']),
  caseworker: z.enum(['id', 'name', 'first-last']),
  programDates: z.boolean(),
});
const intent = z.object({ digest: z.string(), key: z.string() });
const rowRange = z.tuple([z.number(), z.number()]);
/** The first row number, and the number of rows. */
export type RowRange = z.infer<typeof rowRange>;
/** Submitted rows, with the digests of their contents, one after the other; of an undone upload also those that stand, and how many rows the undo left. */
const sentUpload = z.object({
  sheet: z.string(),
  upload: z.string(),
  rows: z.array(rowRange),
  digests: z.string(),
  standing: z.array(rowRange).optional(),
  left: z.number().nullish(),
});
export type SentUpload = z.infer<typeof sentUpload>;
const lists = z.object({ site, at: z.iso.datetime() });

/** Browsers that part storage by the page around the pane do so by this key, too (Microsoft's *Persist add-in state and settings*). */
const keyOf = (name: string) => `${(typeof Office === 'undefined' ? undefined : Office.context?.partitionKey) ?? ''}caseload.${name}`;

/** What the browser refused to store: known until the pane is closed. */
const unstored = new Map<string, unknown>();

/**
 * The pane's storage on this computer. Never contains participant data. Where the browser stores nothing, for example for a page in a frame,
 * or has no room, values last until the pane is closed. `place` is called late: reading it throws where storage is blocked.
 */
function remember<Schema extends z.ZodType>(name: string, schema: Schema, place = () => localStorage) {
  const text = (): string | null => {
    try {
      return place().getItem(keyOf(name));
    } catch {
      return null;
    }
  };
  return {
    read(): z.infer<Schema> | undefined {
      if (unstored.has(name)) return unstored.get(name) as z.infer<Schema> | undefined;
      try {
        return schema.safeParse(JSON.parse(text() ?? 'null')).data;
      } catch {
        return undefined;
      }
    },
    write(value: z.infer<Schema> | undefined): void {
      try {
        if (value === undefined) place().removeItem(keyOf(name));
        else place().setItem(keyOf(name), JSON.stringify(value));
        unstored.delete(name);
      } catch {
        unstored.set(name, value);
      }
    },
  };
}

/** Ends with the window, and is on no disk. */
const token = remember('token', z.string(), () => sessionStorage);
const storedPicks = remember('template', picks);
const storedLists = remember('lists', lists);

/** SHA-256 of a text, in hexadecimal. */
export async function digestOf(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const memory = {
  sent: remember('sent', z.object({ uploads: z.array(sentUpload) })),
  token,
  /** The submission that the service has not accepted yet, as far as known here. */
  intent: remember('intent', intent),
  /** The last site signed in to with an identity provider. */
  site: remember('site', z.string()),
  /** Whether to submit without a glance. */
  skipsGlance: remember('skips-glance', z.boolean()),
  /** The language that was chosen; undefined if it is Excel's. */
  language: remember('language', z.enum(LANGUAGES)),
  /** The last known lists, for working offline. */
  lists: storedLists,
  readPicks: (): TemplatePicks => storedPicks.read() ?? DEFAULT_PICKS,
  writePicks: (value: TemplatePicks) => storedPicks.write(value),
  /** The columns matched to headers, by their digest. */
  mapping: (signature: string) => remember(`mapping.${signature}`, mapping),
  rememberLists: (value: Site) => storedLists.write({ site: value, at: new Date().toISOString() }),
};
