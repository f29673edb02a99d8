import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type * as z from 'zod';
import { type Endpoint, endpoints, type UrlArguments, urlOf } from '../api/endpoints';
import { problem } from '../api/shared';
import type { Mapping } from '../api/site';
import { MAX_ID_LENGTH, MAX_IDS, type Source } from '../api/sources';
import { isAtRest, type Upload } from '../api/uploads';
import type { Cells } from '../core/caseload/cells';
import type { ColumnKey } from '../core/caseload/columns';
import { findLayout } from '../core/caseload/layout';
import { createLookups } from '../core/caseload/lookup';
import { makeTemplate } from '../core/caseload/template';
import { FileProblem } from '../core/files/decode-text';
import { fillRows, picksFor } from '../core/match/fill-rows';
import { headerSignature, matchColumns } from '../core/match/match-columns';
import { readSourceValues, translateRows } from '../core/match/source-values';
import { CLI } from '../core/text/cli';
import { readSheetFile } from '../server/files/read-file';
import { argument, CommandProblem } from './problem';

/** How often the folder and an upload are looked at, in milliseconds. */
const POLL = 2_000;
/** How long a file must not have changed, in milliseconds: until then it may still be written. */
const QUIET = 3_000;
const DONE = 'done';
const REFUSED = 'refused';

/** A refusal that stays the same if the file is sent again. */
class Refusal extends Error {}

/** The service did not take a file, which stays and is tried again. */
class Away extends Error {}

/** The service can't be reached, or takes none of the files now. */
class Unreachable extends Away {}

/** What was submitted before with other contents, under a mapping of then. */
class KnownUpload extends Error {}

const sleep = (milliseconds: number) => new Promise<void>((resume) => setTimeout(resume, milliseconds));

/** Calls the service as the token's user. */
class Service {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** @throws Refusal, Away, KnownUpload */
  async call<E extends Endpoint & { readonly answer: z.ZodType }>(
    endpoint: E,
    values: UrlArguments<E> & { readonly body?: unknown; readonly key?: string },
  ): Promise<z.output<E['answer']>> {
    const { body, key } = values;
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.url}${urlOf(endpoint, values)}`, {
      method: endpoint.method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      redirect: 'error',
    }).catch(() => {
      throw new Unreachable(CLI.serviceAway(this.url));
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) {
      const read = endpoint.answer.safeParse(answer);
      if (!read.success) throw new Away(CLI.unreadableAnswer(this.url));
      return read.data as z.output<E['answer']>;
    }
    const told = problem.safeParse(answer);
    // Something else answers at this address, or a proxy before the service, which may only refuse a file for its size.
    if (!told.success && response.status < 500 && response.status !== 413) throw new Unreachable(CLI.unreadableAnswer(this.url));
    const message = told.success ? `${told.data.title}. ${told.data.detail}` : `HTTP ${response.status}`;
    if (told.success && told.data.code === 'key-reused') throw new KnownUpload();
    // A revoked token is for its owner to replace: the files wait.
    if ([401, 429, 502, 503, 504].includes(response.status)) throw new Unreachable(message);
    if (response.status >= 500 || response.status === 408) throw new Away(message);
    throw new Refusal(message);
  }
}

interface WatchOptions {
  readonly url?: string | undefined;
  readonly once?: boolean | undefined;
  readonly source?: string | undefined;
}

/**
 * `caseload watch DIR --url URL [--source NAME] [--once]`: submits the `.csv` and `.xlsx` files that are put into a folder, as the user of the token in
 * `CASELOAD_TOKEN`. Files with other headers than the template's go by the mapping that the site remembers for them; with a named source, all
 * go by its columns, IDs and corrections. A submitted file moves to `done`; one that can't be submitted to `refused`, beside a text that says why. The same file again is the same upload.
 */
export async function watchCommand(
  words: readonly string[],
  { url, once, source }: WatchOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const folder = argument(words, 0, CLI.arguments.folder);
  const token = environment.CASELOAD_TOKEN;
  if (url === undefined || !URL.canParse(url)) throw new CommandProblem(CLI.watchNeedsUrl);
  if (token === undefined || token === '') throw new CommandProblem(CLI.watchNeedsToken);
  if (!existsSync(folder)) throw new CommandProblem(CLI.noFolder(folder));
  for (const name of [DONE, REFUSED]) mkdirSync(join(folder, name), { recursive: true });
  const service = new Service(url.replace(/\/+$/, ''), token);
  /** What kept each file here, said once, not at every attempt. */
  const said = new Map<string, string>();
  for (;;) {
    const { ready, waiting } = filesIn(folder);
    let left = 0;
    for (const file of ready) {
      try {
        await submitFile(service, folder, file, source);
        said.clear();
      } catch (error) {
        if (!(error instanceof Away)) throw error;
        left++;
        const [about, message] = error instanceof Unreachable ? ['', error.message] : [file, CLI.waits(file, error.message)];
        if (said.get(about) !== message) console.error(message);
        said.set(about, message);
        if (error instanceof Unreachable) break;
      }
    }
    if (once && left > 0) return 1;
    if (once && waiting === 0) return 0;
    await sleep(POLL);
  }
}

/** The files to submit, oldest first, and the number of those that may still be written. */
function filesIn(folder: string): { readonly ready: readonly string[]; readonly waiting: number } {
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[^.~].*\.(csv|xlsx)$/i.test(entry.name))
    // A file may be gone by now.
    .map(({ name }) => ({ name, changed: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now() }))
    .sort((one, other) => one.changed - other.changed);
  const ready = found.filter(({ changed }) => Date.now() - changed >= QUIET);
  return { ready: ready.map(({ name }) => name), waiting: found.length - ready.length };
}

/** @throws Away if the file is to be tried again */
async function submitFile(service: Service, folder: string, name: string, source: string | undefined): Promise<void> {
  try {
    await submitOrRefuse(service, folder, name, source);
  } catch (error) {
    throw isHeld(error) ? new Away(CLI.held(error.code)) : error;
  }
}

async function submitOrRefuse(service: Service, folder: string, name: string, source: string | undefined): Promise<void> {
  const path = join(folder, name);
  try {
    const { size, mtimeMs } = statSync(path);
    const bytes = readFileSync(path);
    const cells = await readSheetFile(path);
    const after = statSync(path);
    if (after.size !== size || after.mtimeMs !== mtimeMs) throw new Away(CLI.stillWritten);
    const upload = await send(service, name, bytes, cells, source);
    move(folder, DONE, name);
    console.log(CLI.watched(name, upload.state, upload.id));
  } catch (error) {
    if (error instanceof KnownUpload) {
      move(folder, DONE, name);
      console.log(CLI.submittedBefore(name));
      return;
    }
    if (!(error instanceof Refusal || error instanceof FileProblem)) throw error;
    const kept = move(folder, REFUSED, name);
    writeFileSync(`${kept}.txt`, `${error.message}\n`);
    console.error(CLI.refused(name, error.message));
  }
}

/** Whether another program holds a file, or it is gone. */
function isHeld(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && ['EBUSY', 'EPERM', 'EACCES', 'ENOENT'].includes(String(error.code));
}

/** Submits a file as it is, or filled into the template by the remembered mapping, and waits for its outcome. */
async function send(service: Service, name: string, bytes: Buffer, cells: Cells, source: string | undefined): Promise<Upload> {
  const key = createHash('sha256').update(name).update('\0').update(bytes).digest('hex');
  const site = await service.call(endpoints.getSite, {});
  const isTemplate = findLayout(cells, site)?.columns.some(({ column }) => column?.key === 'action') === true;
  const sent =
    isTemplate && source === undefined
      ? await service.call(endpoints.submitUpload, { key, body: formOf(name, bytes) })
      : await service.call(endpoints.submitUpload, {
          key,
          body: { name: basename(name).slice(0, 100), cells: await filled(service, site, cells, source) },
        });
  let upload: Upload = sent;
  while (!isAtRest(upload)) {
    await sleep(POLL / 4);
    upload = await service.call(endpoints.getUpload, { params: { id: sent.id } });
  }
  return upload;
}

function formOf(name: string, bytes: Buffer): FormData {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  return form;
}

/** The template's header and the file's rows in its columns. @throws Refusal */
async function filled(
  service: Service,
  site: Parameters<typeof createLookups>[0] & z.output<typeof endpoints.getSite.answer>,
  cells: Cells,
  sourceName: string | undefined,
): Promise<Cells> {
  const source = sourceName === undefined ? undefined : await findSource(service, sourceName);
  const lookups = createLookups(site);
  const first = matchColumns(cells, lookups);
  if (first === null) throw new Refusal(CLI.noHeader);
  const { columns: known } = source ?? (await rememberedMapping(service, headerSignature(first)));
  const match = matchColumns(cells, lookups, new Map(Object.entries(known) as [string, ColumnKey | null][])) ?? first;
  const chosen = new Map(match.columns.flatMap(({ key, index }) => (key === null ? [] : [[key, index] as const])));
  const { columns } = makeTemplate(picksFor(chosen, site), site);
  const rows = fillRows(cells, match.headerRow, chosen, 'by End Date', site);
  const limits = { ids: MAX_IDS, length: MAX_ID_LENGTH };
  const values =
    source &&
    (await readSourceValues(source, cells, match.headerRow, chosen, limits, (body) =>
      service.call(endpoints.resolveSourceIds, { params: { id: source.id }, body }),
    ));
  const translated = values === undefined ? rows : translateRows(rows, columns, values);
  return [columns.map(({ header }) => header), ...translated].map((row) => [...row]);
}

/** @throws Refusal if the site has no such source */
async function findSource(service: Service, name: string): Promise<Source> {
  const { sources } = await service.call(endpoints.listSources, {});
  const found = sources.find((source) => source.name === name);
  if (found === undefined) throw new Refusal(CLI.noSource(name));
  return found;
}

/** @throws Refusal if nobody has matched such a file in the pane yet */
async function rememberedMapping(service: Service, header: string): Promise<Mapping> {
  const signature = createHash('sha256').update(header).digest('hex');
  return service.call(endpoints.getMapping, { params: { signature } }).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal(CLI.noMapping) : error;
  });
}

/** Moves a file into a folder below, under a name that is free there. */
function move(folder: string, below: string, name: string): string {
  let target = join(folder, below, name);
  for (let number = 2; existsSync(target); number++) target = join(folder, below, name.replace(/(\.[^.]+)$/, ` ${number}$1`));
  renameSync(join(folder, name), target);
  return target;
}
