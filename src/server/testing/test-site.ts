import { endpoints } from '../../api/endpoints';
import type { Upload } from '../../api/uploads';
import type { Cell } from '../../core/caseload/cells';
import { beginSession } from '../accounts/sessions';
import type { SiteId } from '../database/database';
import type { Driver } from '../database/driver';
import { openPglite } from '../database/embedded/pglite';
import { openPostgres } from '../database/postgres';
import type { App } from '../http/services';
import { importSite } from '../sites/site-store';
import { startPostgres } from './postgres/test-database';
import { startTestService, type TestService } from './service';
import { HEADER, makeSite } from './small-site';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Response = Awaited<ReturnType<App['inject']>>;

interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** The session's token; by default that of the user with all rights. */
  readonly as?: string;
  /** The process to call; by default the first. */
  readonly app?: App;
}

/** A site that only one test uses (`small-site`), and calls of the service in the name of its users. */
export interface TestSite {
  readonly service: TestService;
  readonly id: SiteId;
  /** A session of the user with all rights. */
  readonly token: string;
  signIn(email: string): Promise<string>;
  call(method: Method, path: string, body?: object, options?: CallOptions): Promise<Response>;
  /** The findings of rows under the header: `code cells`. */
  check(rows: readonly Cell[][], as?: string): Promise<string[]>;
  /** Submits rows under the header, as a new upload unless a key is given. */
  submit(rows: readonly Cell[][], key?: string): Promise<Response>;
  /** Submits a file, with further fields of its form. */
  submitFile(name: string, content: string | Uint8Array, options?: { key?: string; fields?: Record<string, string> }): Promise<Response>;
  /** The upload once no job is left. */
  finished(id: string): Promise<Upload>;
  /** Submits rows that are all applied; returns the upload's ID. */
  complete(rows: readonly Cell[][]): Promise<string>;
}

const DATABASES = [
  ['PGlite', async () => ({ driver: await openPglite(), stop: async () => undefined })],
  [
    'PostgreSQL',
    async () => {
      const server = await startPostgres();
      return { driver: openPostgres(server.url), stop: server.stop };
    },
  ],
] as const satisfies readonly (readonly [string, () => Promise<{ driver: Driver; stop: () => Promise<void> }>])[];

let sites = 0;
let keys = 0;

async function makeTestSite(service: TestService): Promise<TestSite> {
  const id = `site-${++sites}` as SiteId;
  await importSite(service.database, makeSite(id));
  const signIn = (email: string) => service.database.withSite(id, (queries) => beginSession(queries, id, email));
  const token = await signIn('all@example.org');
  const newKey = () => `key ${++keys}`;
  const inject = (
    method: Method,
    path: string,
    payload: object | undefined,
    { headers, as = token, app = service.app }: CallOptions = {},
  ): Promise<Response> =>
    app.inject({
      method,
      url: `/api${path}`,
      headers: { authorization: `Bearer ${as}`, ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
  const site: TestSite = {
    service,
    id,
    token,
    signIn,
    call: inject,
    async check(rows, as = token) {
      const { findings } = (await inject('POST', endpoints.checkSheet.path, { cells: [HEADER, ...rows] }, { as })).json();
      return findings.map((one: { code: string; cells: string[] }) => `${one.code} ${one.cells.join(' ')}`);
    },
    submit: (rows, key = newKey()) =>
      inject('POST', endpoints.submitUpload.path, { name: 'March', cells: [HEADER, ...rows] }, { headers: { 'idempotency-key': key } }),
    async submitFile(name, content, { key = newKey(), fields = {} } = {}) {
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.set(field, value);
      form.set('file', new Blob([content as BlobPart]), name);
      const request = new Request('http://localhost', { method: 'POST', body: form });
      const headers = { 'idempotency-key': key, 'content-type': request.headers.get('content-type') ?? '' };
      return inject('POST', endpoints.submitUpload.path, Buffer.from(await request.arrayBuffer()), { headers });
    },
    async finished(upload) {
      await service.idle();
      return (await inject('GET', `/uploads/${upload}`, undefined)).json();
    },
    async complete(rows) {
      const upload = await site.finished((await site.submit(rows)).json().id);
      expect(upload.state).toBe('complete');
      return upload.id;
    },
  };
  return site;
}

/**
 * Describes a feature on each database: one service for the file, a site of its own for each test. Afterwards every statement that was
 * sent must have named its site.
 * @param exceptions statements of the tests themselves that may not
 */
export function describeOnEachDatabase(feature: string, define: (site: () => TestSite) => void, exceptions: readonly string[] = []): void {
  describe.each(DATABASES)(`${feature}, on %s`, (_, open) => {
    let service: TestService;
    let stopServer: () => Promise<void>;
    let site: TestSite;
    beforeAll(async () => {
      const { driver, stop } = await open();
      stopServer = stop;
      service = await startTestService(driver, { demoSite: undefined, fill: async () => undefined });
    });
    beforeEach(async () => {
      site = await makeTestSite(service);
    });
    afterAll(async () => {
      const withoutSite = await service.withoutSite();
      await service.stop();
      await stopServer();
      expect(withoutSite).toEqual(exceptions);
    });
    define(() => site);
  });
}
