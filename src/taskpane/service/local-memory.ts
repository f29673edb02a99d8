import { z } from 'zod';
import { mapping, type Site, site } from '../../api/site';
import { DEFAULT_PICKS, type TemplatePicks } from '../../core/caseload/template';

const picks = z.object({
  program: z.enum(['id', 'name', 'none']),
  caseworker: z.enum(['id', 'name', 'first-last']),
  programDates: z.boolean(),
});
const intent = z.object({ digest: z.string(), key: z.string() });
const sentRange = z.object({ sheet: z.string(), upload: z.string(), rows: z.array(z.number()), digest: z.string() });
/** Rows of a sheet that an upload brought to the service, and a digest of what they held. */
export type SentRange = z.infer<typeof sentRange>;
const lists = z.object({ site, at: z.iso.datetime() });

/** What the pane remembers on this computer. No participant's data is ever in it. */
function remember<Schema extends z.ZodType>(name: string, schema: Schema) {
  const key = `caseload.${name}`;
  return {
    read(): z.infer<Schema> | undefined {
      try {
        return schema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null')).data;
      } catch {
        return undefined;
      }
    },
    write(value: z.infer<Schema> | undefined): void {
      try {
        if (value === undefined) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // A browser that keeps nothing: the pane works, and asks again next time.
      }
    },
  };
}

const token = remember('token', z.string());
const storedPicks = remember('template', picks);
const storedLists = remember('lists', lists);
const storedIntent = remember('intent', intent);

/** SHA-256 of a text, in hexadecimal. */
export async function digestOf(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const memory = {
  sent: remember('sent', z.object({ ranges: z.array(sentRange) })),
  token,
  /** The site that was last signed in to by an identity provider. */
  site: remember('site', z.string()),
  /** The site's lists as last seen, for work without the service. */
  lists: storedLists,
  readPicks: (): TemplatePicks => storedPicks.read() ?? DEFAULT_PICKS,
  writePicks: (value: TemplatePicks) => storedPicks.write(value),
  /** What was chosen for a sheet with these headers, by their digest. */
  mapping: (signature: string) => remember(`mapping.${signature}`, mapping),
  rememberLists: (value: Site) => storedLists.write({ site: value, at: new Date().toISOString() }),
};

/**
 * The key under which these cells are sent: the same one until the service has said yes, even if the pane was closed in
 * between, so that what is sent again is one upload.
 */
export async function submissionKey(name: string, cells: unknown, isTest = false): Promise<string> {
  const digest = await digestOf(JSON.stringify([name, cells, isTest]));
  const known = storedIntent.read();
  if (known?.digest === digest) return known.key;
  const key = crypto.randomUUID();
  storedIntent.write({ digest, key });
  return key;
}

/** The service has said yes: the next submission is another one. */
export function forgetSubmission(): void {
  storedIntent.write(undefined);
}
