import { type AnswerOf, type CallArguments, type Endpoint, endpoints, type UrlArguments, urlOf } from '../../api/endpoints';
import { problem } from '../../api/shared';
import { NOTICES } from '../../core/text/en/pane/shell';

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

  /** Whether the service could not be reached. */
  get offline(): boolean {
    return this.status === 0;
  }

  /** Whether a retry may succeed: no answer, or a service without its database. */
  get passing(): boolean {
    return this.offline || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** What was begun in an earlier session, whose user has signed out meanwhile: it concerns nobody any more. */
export class SupersededError extends Error {}

export function offline(): ServiceProblem {
  return new ServiceProblem('offline', NOTICES.offline.title, NOTICES.offline.detail, 0);
}

/** How long a call may take, in milliseconds. */
const TIMEOUT = 240_000;

/** An endpoint that answers a file or a stream. */
type Raw = typeof endpoints.watchUpload | typeof endpoints.downloadLogCsv | typeof endpoints.downloadLogXlsx | typeof endpoints.getTemplate;

/** Calls the service in a session. Every answer is validated by the contract's schema. */
export class Client {
  #token: string | undefined;
  /** Breaks off the streams of the session. */
  #streams = new AbortController();

  get signedIn(): boolean {
    return this.#token !== undefined;
  }

  /** Begins another session, or none. What was begun in the one before fails with SupersededError. */
  setToken(token: string | undefined): void {
    if (token === this.#token) return;
    this.#token = token;
    this.#streams.abort();
    this.#streams = new AbortController();
  }

  /** @returns a check that throws SupersededError once the present session has ended */
  bind(): () => void {
    const token = this.#token;
    return () => {
      if (this.#token !== token) throw new SupersededError();
    };
  }

  /**
   * Ends the session here at once, then in the service.
   * @throws ServiceProblem, SupersededError
   */
  async signOut(everywhere: boolean): Promise<void> {
    const token = this.#token;
    this.setToken(undefined);
    const { method } = endpoints.signOut;
    const url = urlOf(endpoints.signOut, { query: { everywhere: everywhere ? 'true' : 'false' } });
    await this.#fetch(url, { method, headers: authorization(token), signal: AbortSignal.timeout(TIMEOUT) });
  }

  /** @throws ServiceProblem, SupersededError */
  async call<E extends Endpoint>(endpoint: E, ...[values]: object extends CallArguments<E> ? [CallArguments<E>?] : [CallArguments<E>]) {
    const { body, headers = {} } = (values ?? {}) as { body?: unknown; headers?: Readonly<Record<string, string>> };
    const isForm = body instanceof FormData;
    const response = await this.#fetch(urlOf(endpoint, (values ?? {}) as UrlArguments<E>), {
      method: endpoint.method,
      headers: { ...headers, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (endpoint.answer === undefined) return undefined as AnswerOf<E>;
    const read = endpoint.answer.safeParse(await response.json().catch(() => undefined));
    if (read.success) return read.data as AnswerOf<E>;
    throw new ServiceProblem('bad-answer', NOTICES.unknownAnswer.title, NOTICES.unknownAnswer.detail, 500);
  }

  /**
   * A file, or a stream that may stay open.
   * @throws ServiceProblem, SupersededError
   */
  open<E extends Raw>(endpoint: E, values: UrlArguments<E>): Promise<Response> {
    return this.#fetch(urlOf(endpoint, values), { signal: this.#streams.signal });
  }

  async #fetch(url: string, init: RequestInit & { readonly headers?: Readonly<Record<string, string>> }): Promise<Response> {
    const check = this.bind();
    const headers = { ...authorization(this.#token), ...init.headers };
    const response = await fetch(url, { ...init, headers }).catch(() => undefined);
    check();
    if (response?.ok) return response;
    const refused = problem.safeParse(await response?.json().catch(() => undefined));
    if (!refused.success) throw offline();
    const { code, title, detail, status } = refused.data;
    throw new ServiceProblem(code, title, detail, status);
  }
}

function authorization(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
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
