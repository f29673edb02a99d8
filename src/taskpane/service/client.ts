import type { z } from 'zod';
import {
  demoUsers,
  newSession,
  type Session,
  type SignInOptions,
  type SiteUser,
  session,
  signInOptions,
  siteUser,
  siteUsers,
  token,
} from '../../api/accounts';
import { type CheckAnswer, checkAnswer } from '../../api/check';
import { problem } from '../../api/shared';
import { caseload, type Mapping, mapping, type Site, site } from '../../api/site';
import {
  type ChosenFix,
  type ErrorGroup,
  type ErrorGroups,
  errorGroups,
  isAtRest,
  type SavedFixes,
  savedFixes,
  type UndoneUpload,
  type Upload,
  type UploadLog,
  type UploadPage,
  type UploadTab,
  undoneUpload,
  upload,
  uploadLog,
  uploadPage,
} from '../../api/uploads';
import type { Cells } from '../../core/caseload/cells';
import type { Correction } from '../../core/caseload/reference';
import type { OpenAssignment } from '../../core/sending/transfer-rows';
import { events } from './server-events';

/** A refusal or failure, in words that say what to do. `offline` means that the service could not be reached. */
export class ServiceProblem extends Error {
  constructor(
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly status: number,
  ) {
    super(title);
  }

  get offline(): boolean {
    return this.status === 0;
  }

  /** Whether it may be gone in a moment: no answer, or a service without its database. */
  get passing(): boolean {
    return this.offline || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

const OFFLINE = () =>
  new ServiceProblem('offline', 'The service can’t be reached', 'Your sheet is as it was. Check the connection and try again.', 0);

/** After this long without an answer the service counts as gone, in milliseconds. */
const PATIENCE = 240_000;

/** How many times, a second apart, a service that is away is asked again for an upload that is followed. */
const MOST_FAILURES = 900;

interface Call<Schema extends z.ZodType> {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer: Schema;
}

/** The one way to the service. Every answer is read by the contract's schema. */
export class Client {
  #token: string | undefined;

  constructor(private readonly base: string) {}

  get signedIn(): boolean {
    return this.#token !== undefined;
  }

  setToken(token: string | undefined): void {
    this.#token = token;
  }

  async demoUsers() {
    return (await this.#call('/demo/users', { answer: demoUsers })).users;
  }

  async signIn(email: string): Promise<Session & { token: string }> {
    const answer = await this.#call('/session', { method: 'POST', body: { email }, answer: newSession });
    this.#token = answer.token;
    return answer;
  }

  session(): Promise<Session> {
    return this.#call('/session', { answer: session });
  }

  /** How one may sign in here. */
  signInOptions(): Promise<SignInOptions> {
    return this.#call('/sign-in/options', { answer: signInOptions });
  }

  /** Signs in with what the provider gave to Excel itself. */
  async signInByIdToken(site: string, idToken: string): Promise<Session & { token: string }> {
    const answer = await this.#call('/session/id-token', { method: 'POST', body: { site, idToken }, answer: newSession });
    this.#token = answer.token;
    return answer;
  }

  /** A session of its own for the pane, from a page that is signed in by its cookie. */
  async tokenForPane(): Promise<string> {
    return (await this.#call('/session/token', { method: 'POST', answer: token })).token;
  }

  async users(): Promise<{ users: SiteUser[] }> {
    return this.#call('/users', { answer: siteUsers });
  }

  saveUser(user: SiteUser): Promise<SiteUser> {
    return this.#call('/users', { method: 'PUT', body: user, answer: siteUser });
  }

  async removeUser(email: string): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    await this.#fetch('/users/remove', { method: 'POST', headers, body: JSON.stringify({ email }) });
  }

  async signOut(everywhere = false): Promise<void> {
    await this.#fetch(`/session?everywhere=${everywhere}`, { method: 'DELETE' });
    this.#token = undefined;
  }

  site(): Promise<Site> {
    return this.#call('/site', { answer: site });
  }

  /** The open assignments of a caseworker, in one program or all. */
  caseload(staffId: number, programId?: number): Promise<{ assignments: OpenAssignment[] }> {
    const query = new URLSearchParams({ staffId: String(staffId), ...(programId === undefined ? {} : { programId: String(programId) }) });
    return this.#call(`/caseload?${query}`, { answer: caseload });
  }

  check(cells: Cells): Promise<CheckAnswer> {
    return this.#call('/check', { method: 'POST', body: { cells }, answer: checkAnswer });
  }

  /** Sends a sheet; the same key again is the same upload. */
  submit(key: string, name: string, cells: Cells, test = false): Promise<Upload> {
    const body = test ? { name, cells, test } : { name, cells };
    return this.#call('/uploads', { method: 'POST', body, headers: { 'idempotency-key': key }, answer: upload });
  }

  /** Sends a .csv or .xlsx file. */
  submitFile(key: string, file: File): Promise<Upload> {
    const form = new FormData();
    form.set('file', file);
    return this.#call('/uploads', { method: 'POST', form, headers: { 'idempotency-key': key }, answer: upload });
  }

  uploads(tab: UploadTab, search: string, cursor?: string): Promise<UploadPage> {
    const query = new URLSearchParams({ tab, ...(search === '' ? {} : { search }), ...(cursor === undefined ? {} : { cursor }) });
    return this.#call(`/uploads?${query}`, { answer: uploadPage });
  }

  upload(id: string): Promise<Upload> {
    return this.#call(`/uploads/${id}`, { answer: upload });
  }

  /** What is to be fixed in an upload, page by page, and the lists that it is fixed from. */
  async errors(id: string): Promise<{ groups: ErrorGroup[]; lists: Record<string, string[]> }> {
    const groups: ErrorGroup[] = [];
    const lists: Record<string, string[]> = {};
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: ErrorGroups = await this.#call(`/uploads/${id}/errors?limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`, {
        answer: errorGroups,
      });
      groups.push(...page.groups);
      Object.assign(lists, page.lists);
      cursor = page.next;
    }
    return { groups, lists };
  }

  /** Saves fixes; answers the groups that changed. */
  saveFixes(id: string, fixes: readonly ChosenFix[]): Promise<SavedFixes> {
    return this.#call(`/uploads/${id}/fixes`, { method: 'PUT', body: { fixes }, answer: savedFixes });
  }

  /** Has an upload checked again, with its fixes. */
  next(id: string): Promise<Upload> {
    return this.#call(`/uploads/${id}/next`, { method: 'POST', answer: upload });
  }

  mapping(signature: string): Promise<Mapping> {
    return this.#call(`/mappings/${signature}`, { answer: mapping });
  }

  async saveMapping(signature: string, chosen: Mapping): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    await this.#fetch(`/mappings/${signature}`, { method: 'PUT', headers, body: JSON.stringify(chosen) });
  }

  async saveCorrections(corrections: readonly Correction[]): Promise<void> {
    const body = JSON.stringify({ corrections });
    await this.#fetch('/corrections', { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
  }

  change(id: string, what: 'cancel' | 'retry'): Promise<Upload> {
    return this.#call(`/uploads/${id}/${what}`, { method: 'POST', answer: upload });
  }

  /** Takes a complete upload back. */
  undo(id: string): Promise<UndoneUpload> {
    return this.#call(`/uploads/${id}/undo`, { method: 'POST', answer: undoneUpload });
  }

  log(id: string, cursor?: string, limit = 100): Promise<UploadLog> {
    return this.#call(`/uploads/${id}/log?limit=${limit}${cursor === undefined ? '' : `&cursor=${cursor}`}`, { answer: uploadLog });
  }

  /** The log as a file. */
  async logFile(id: string): Promise<Blob> {
    return (await this.#fetch(`/uploads/${id}/log.csv`, {})).blob();
  }

  /**
   * The upload after each change, until nothing more is to come: by server-sent events, by polling where they are cut. `away`
   * while the service can't be reached; it is asked again until it can, for a quarter of an hour.
   */
  async *follow(id: string): AsyncGenerator<Upload | 'away'> {
    try {
      const response = await this.#fetch(`/uploads/${id}/events`, {}, null);
      for await (const text of events(response)) {
        const seen = upload.parse(JSON.parse(text));
        yield seen;
        if (isAtRest(seen)) return;
      }
    } catch (error) {
      if (error instanceof ServiceProblem && !error.passing) throw error;
    }
    for (let failures = 0; failures < MOST_FAILURES; ) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      try {
        const seen = await this.upload(id);
        failures = 0;
        yield seen;
        if (isAtRest(seen)) return;
      } catch (error) {
        if (!(error instanceof ServiceProblem && error.passing)) throw error;
        failures++;
        yield 'away';
      }
    }
    throw OFFLINE();
  }

  async #call<Schema extends z.ZodType>(
    path: string,
    { method = 'GET', body, form, headers = {}, answer }: Call<Schema>,
  ): Promise<z.infer<Schema>> {
    const content = form ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await this.#fetch(path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(content === undefined ? {} : { body: content }),
    });
    const read = answer.safeParse(await response.json().catch(() => undefined));
    if (read.success) return read.data;
    throw new ServiceProblem(
      'bad-answer',
      'The service answered in a way that this version does not know',
      'Close the pane and open it again to load the newest version.',
      500,
    );
  }

  async #fetch(path: string, init: RequestInit, patience: number | null = PATIENCE): Promise<Response> {
    const headers = {
      ...(init.headers as Record<string, string> | undefined),
      ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
    };
    let response: Response;
    try {
      response = await fetch(`${this.base}${path}`, {
        ...init,
        headers,
        ...(patience === null ? {} : { signal: AbortSignal.timeout(patience) }),
      });
    } catch {
      throw OFFLINE();
    }
    if (response.ok) return response;
    const refused = problem.safeParse(await response.json().catch(() => undefined));
    if (!refused.success) throw OFFLINE();
    const { code, title, detail, status } = refused.data;
    throw new ServiceProblem(code, title, detail, status);
  }
}
