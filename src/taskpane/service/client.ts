import { type AnswerOf, type CallArguments, type Endpoint, endpoints, type UrlArguments, urlOf } from '../../api/endpoints';
import { problem } from '../../api/shared';
import { currentLanguage } from '../../core/text/language';
import { NOTICES } from '../../core/text/pane/shell';

/** A refusal or failure of a call, with a text that says what to do. */
export class ServiceProblem extends Error {
  constructor(
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly status: number,
  ) {
    super(title);
  }

  /** Whether a retry may succeed: the service could not be reached, or is without its database. */
  get isTemporary(): boolean {
    return [0, 502, 503, 504].includes(this.status);
  }
}

/** The session in which something was begun has ended since: its outcome must not be shown to the next user. */
export class SupersededError extends Error {}

export function offline(): ServiceProblem {
  return new ServiceProblem('offline', NOTICES.offline.title, NOTICES.offline.detail, 0);
}

/** How long a call may take, in milliseconds. */
const TIMEOUT = 240_000;

/** An endpoint that answers a file. */
type File =
  | typeof endpoints.downloadLogCsv
  | typeof endpoints.downloadLogXlsx
  | typeof endpoints.getTemplate
  | typeof endpoints.downloadAuditTrail;

/** Calls the service in a session. Every answer is validated by the contract's schema. */
export class Client {
  #token: string | undefined;
  /** Breaks off what the session has asked. */
  #session = new AbortController();

  get signedIn(): boolean {
    return this.#token !== undefined;
  }

  /** Begins another session, or none. What was begun in the one before fails with SupersededError. */
  setToken(token: string | undefined): void {
    if (token === this.#token) return;
    this.#token = token;
    this.#session.abort();
    this.#session = new AbortController();
  }

  /** @returns a check that throws SupersededError once the present session has ended */
  bind(): () => void {
    const { signal } = this.#session;
    return () => {
      if (signal.aborted) throw new SupersededError();
    };
  }

  /**
   * Ends the session here at once, then in the service, whoever signs in meanwhile.
   * @throws ServiceProblem
   */
  async signOut(everywhere: boolean): Promise<void> {
    const url = urlOf(endpoints.signOut, { query: { everywhere: everywhere ? 'true' : 'false' } });
    const init = {
      method: endpoints.signOut.method,
      headers: { 'accept-language': currentLanguage(), ...authorization(this.#token) },
      signal: AbortSignal.timeout(TIMEOUT),
    };
    this.setToken(undefined);
    await accepted(await fetch(url, init).catch(() => undefined));
  }

  /** @throws ServiceProblem, SupersededError */
  async call<E extends Endpoint>(endpoint: E, ...[values]: object extends CallArguments<E> ? [CallArguments<E>?] : [CallArguments<E>]) {
    const { body, headers = {} } = (values ?? {}) as { body?: unknown; headers?: Readonly<Record<string, string>> };
    const isForm = body instanceof FormData;
    const limit = new AbortController();
    const stop = () => limit.abort();
    const { signal } = this.#session;
    signal.addEventListener('abort', stop);
    const timer = setTimeout(stop, TIMEOUT);
    try {
      return await this.#bound(async () => {
        const response = await this.#fetch(urlOf(endpoint, (values ?? {}) as UrlArguments<E>), {
          method: endpoint.method,
          headers: { ...headers, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
          ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
          signal: limit.signal,
        });
        if (endpoint.answer === undefined) return undefined as AnswerOf<E>;
        const read = endpoint.answer.safeParse(await response.json().catch(() => undefined));
        if (read.success) return read.data as AnswerOf<E>;
        throw new ServiceProblem('bad-answer', NOTICES.unknownAnswer.title, NOTICES.unknownAnswer.detail, 500);
      });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  /**
   * A file.
   * @throws ServiceProblem, SupersededError
   */
  download<E extends File>(endpoint: E, values: UrlArguments<E>, body?: object): Promise<Blob> {
    const { signal } = this.#session;
    const sent = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return this.#bound(async () => (await this.#fetch(urlOf(endpoint, values), { method: endpoint.method, signal, ...sent })).blob());
  }

  /**
   * A stream that may stay open until the session ends.
   * @throws ServiceProblem, SupersededError
   */
  open(endpoint: typeof endpoints.watchUpload, values: UrlArguments<typeof endpoints.watchUpload>): Promise<Response> {
    return this.#bound(() => this.#fetch(urlOf(endpoint, values), { signal: this.#session.signal }));
  }

  /** Neither an answer nor a failure of an ended session is told. */
  async #bound<T>(work: () => Promise<T>): Promise<T> {
    const check = this.bind();
    try {
      return await work();
    } finally {
      check();
    }
  }

  async #fetch(url: string, init: RequestInit & { readonly headers?: Readonly<Record<string, string>> }): Promise<Response> {
    const headers = { 'accept-language': currentLanguage(), ...authorization(this.#token), ...init.headers };
    return accepted(await fetch(url, { ...init, headers }).catch(() => undefined));
  }
}

function authorization(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** @throws ServiceProblem if there is no response, or if it is a refusal */
async function accepted(response: Response | undefined): Promise<Response> {
  if (response?.ok) return response;
  const refused = problem.safeParse(await response?.json().catch(() => undefined));
  if (!refused.success) throw offline();
  const { code, title, detail, status } = refused.data;
  throw new ServiceProblem(code, title, detail, status);
}

/**
 * The users of the demo site; none if demo sign-in is off.
 * @throws SupersededError
 */
export async function demoUsers(client: Client): Promise<readonly { readonly email: string; readonly name: string }[]> {
  return client.call(endpoints.listDemoUsers).then(
    ({ users }) => users,
    (error) => {
      if (error instanceof SupersededError) throw error;
      return [];
    },
  );
}
