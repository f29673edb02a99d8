// Runs the examples of docs/automation.md, and a watched folder.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Upload } from '../src/api/uploads';
import { call, inserts, signIn } from './api';
import { eachPreview, handsOn, WAIT } from './preview';
import { startService, type TestService } from './service';

const current = eachPreview();
const { button, axeFindings } = handsOn(current);
const root = join(__dirname, '..');
const page = readFileSync(join(root, 'docs/automation.md'), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code);

const folder = mkdtempSync(join(tmpdir(), 'caseload-automation-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function newToken(service: TestService): Promise<string> {
  const body = { name: 'Test feed', securities: ['caseload:record', 'caseload:end', 'uploads:view'], days: 1 };
  return (await call<{ secret: string }>(service, await signIn(service), '/tokens', body)).secret;
}

test('an administrator makes a token in the pane, copies it, and revokes it; webhooks need a key of the service', async () => {
  const { pane, service } = current();
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  await button('Automation').click(WAIT);
  await pane.getByRole('textbox', { name: 'Name' }).fill('Payroll');
  await pane.getByRole('combobox', { name: 'Programs' }).click(WAIT);
  await pane.getByRole('menuitemcheckbox', { name: 'Housing First' }).click(WAIT);
  await pane.getByRole('combobox', { name: 'Programs' }).press('Escape');
  await button('Create token').click(WAIT);
  const secret = await pane
    .getByRole('group', { name: 'The secret of Payroll' })
    .getByText(/^harbor\.api_/)
    .textContent(WAIT);
  expect(await axeFindings()).toEqual([]);
  expect(await call(service, secret ?? '', '/session')).toMatchObject({ user: { name: 'Payroll' }, programIds: [expect.any(Number)] });
  await pane.getByRole('group', { name: 'Payroll', exact: true }).getByText('in Housing First').waitFor(WAIT);
  await pane.getByRole('textbox', { name: 'Address' }).fill('https://hooks.example.org/caseload');
  await button('Add webhook').click(WAIT);
  await pane.getByText('Webhooks are not set up').waitFor(WAIT);
  // The secret is gone once the page was left.
  await button('Settings').click(WAIT);
  await button('Automation').click(WAIT);
  await button('Revoke Payroll').waitFor(WAIT);
  expect(await pane.getByText(/^harbor\.api_/).count()).toBe(0);
  await button('Revoke Payroll').click(WAIT);
  await button('Revoke token').click(WAIT);
  await pane.getByText('There are no tokens.').waitFor(WAIT);
  expect(await call(service, secret ?? '', '/session')).toMatchObject({ status: 401 });
});

test('the examples for the shell do what they say', async () => {
  const { service } = current();
  const scripts = blocks('sh');
  expect(scripts.length).toBeGreaterThan(4);
  // A bare machine may have no curl: then a stand-in of the same name takes the same arguments.
  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  if (!hasCurl)
    writeFileSync(join(folder, 'curl'), `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'e2e/curl.cjs')}" "$@"\n`, { mode: 0o755 });
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', scripts.join('\n')], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${hasCurl ? '' : `${folder}:`}${process.env.PATH}`,
      CASELOAD_URL: service.url,
      CASELOAD_TOKEN: await newToken(service),
    },
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('"name":"Test feed"');
  expect(stdout).toContain('"errors":0');
  expect(stdout).toContain('complete\n');
  expect(stdout).toContain('2,Insert,2990,accepted');
  const { uploads } = await call<{ uploads: Upload[] }>(service, await signIn(service), '/uploads?tab=complete');
  expect(uploads.map(({ name }) => name)).toEqual(expect.arrayContaining(['March', 'april.csv']));
}, 180_000);

test('the example that checks a signature knows genuine deliveries from others', async () => {
  const [code = ''] = blocks('js');
  const file = join(folder, 'genuine.mjs');
  writeFileSync(file, code);
  const probe = `import(${JSON.stringify(pathToFileURL(file).href)}).then(({ isGenuine }) => {
    const [secret, header, body, now] = JSON.parse(process.argv[1]);
    console.log([isGenuine(secret, header, body, now), isGenuine('other', header, body, now), isGenuine(secret, header, body + ' ', now), isGenuine(secret, header, body, now + 301000), isGenuine(secret, 'x', body, now)].join());
  })`;
  const now = 1_795_766_400_000;
  const header = `t=${now / 1000},v1=${createHmac('sha256', 'secret')
    .update(`${now / 1000}.{}`)
    .digest('hex')}`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', probe, JSON.stringify(['secret', header, '{}', now])], {
    encoding: 'utf8',
  });
  expect(stdout.trim()).toBe('true,false,false,false,false');
});

describe('a watched folder', () => {
  let service: TestService;
  let watched: string;
  let watcher: ChildProcess | undefined;
  let said = '';
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.remove());
  beforeEach(() => {
    watched = mkdtempSync(join(tmpdir(), 'caseload-watched-'));
    said = '';
  });
  afterEach(async () => {
    await ended();
    rmSync(watched, { recursive: true });
  });

  const csv = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.join(',')).join('\n');
  /** Puts a file there as if it had been written a while ago. */
  const put = (name: string, text: string, secondsAgo = 60) => {
    writeFileSync(join(watched, name), text);
    const time = Date.now() / 1000 - secondsAgo;
    utimesSync(join(watched, name), time, time);
  };
  const watch = (token: string, url = service.url, ...more: string[]) => {
    watcher = spawn(process.execPath, ['dist/caseload.js', 'watch', watched, '--url', url, ...more], {
      cwd: root,
      env: { ...process.env, CASELOAD_TOKEN: token },
    });
    for (const stream of [watcher.stdout, watcher.stderr])
      stream?.on('data', (part) => {
        said += String(part);
      });
    return new Promise<number | null>((resolve) => watcher?.on('exit', resolve));
  };
  /** Ends the watcher. */
  const ended = async () => {
    if (watcher === undefined || watcher.exitCode !== null || watcher.signalCode !== null) return;
    watcher.kill();
    await new Promise((resolve) => watcher?.once('exit', resolve));
  };
  const eventually = async (isDone: () => boolean) => {
    while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 100));
  };

  test('submits templates as they are and others by their remembered mapping; errors wait; what is refused says why; nothing twice', async () => {
    const token = await newToken(service);
    put('march.csv', csv(inserts(3001 - 200, 2)));
    put(
      'wrong.csv',
      csv([
        ...inserts(2811, 1),
        ...inserts(2812, 1)
          .slice(1)
          .map((row) => row.map((cell) => (cell === 'Active' ? 'Actve' : cell))),
      ]),
    );
    put(
      'foreign.csv',
      csv([
        ['PID', 'Case #', 'Worker ID', 'Role', 'Where they stand', 'Begun', 'Ended'],
        [2821, 'CN-051821', 101, 'Mentor', 'Active', '2026-03-14', ''],
      ]),
    );
    put('nothing.csv', 'just some words');
    put('notes.txt', 'not a sheet');
    expect(await watch(token, service.url, '--once')).toBe(0);
    expect(readdirSync(join(watched, 'done')).sort()).toEqual(['march.csv', 'wrong.csv']);
    expect(readdirSync(join(watched, 'refused')).sort()).toEqual(['foreign.csv', 'foreign.csv.txt', 'nothing.csv', 'nothing.csv.txt']);
    expect(readFileSync(join(watched, 'refused', 'foreign.csv.txt'), 'utf8')).toContain('Match its columns once in the pane');
    expect(said).toContain('march.csv: complete');
    expect(said).toContain('wrong.csv: needs-fixes');
    expect(existsSync(join(watched, 'notes.txt'))).toBe(true);
    const admin = await signIn(service);
    const { uploads } = await call<{ uploads: Upload[] }>(service, admin, '/uploads?tab=in-progress');
    expect(uploads).toMatchObject([{ name: 'wrong.csv', createdBy: expect.stringContaining('test-feed') }]);

    // Once somebody has matched such a file, the next ones go by that; the same file again is the same upload.
    const { createHash } = await import('node:crypto');
    const signature = createHash('sha256')
      .update(['begun', 'case', 'ended', 'pid', 'role', 'wheretheystand', 'workerid'].join('|'))
      .digest('hex');
    const columns = {
      pid: 'participantId',
      case: 'demographic:Case Number',
      workerid: 'staffId',
      role: 'relationship',
      wheretheystand: 'status',
      begun: 'start',
      ended: 'end',
    };
    await fetch(`${service.url}/api/mappings/${signature}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      body: JSON.stringify({ columns }),
    });
    put('foreign.csv', readFileSync(join(watched, 'refused', 'foreign.csv'), 'utf8'));
    put('march.csv', csv(inserts(3001 - 200, 2)));
    said = '';
    expect(await watch(token, service.url, '--once')).toBe(0);
    expect(said).toContain('foreign.csv: complete');
    const complete = await call<{ uploads: Upload[] }>(service, admin, '/uploads?tab=complete');
    expect(complete.uploads.map(({ name }) => name).sort()).toEqual(['foreign.csv', 'march.csv']);
  });

  test('waits for a file that is still being written, and for a service that is away', async () => {
    const token = await newToken(service);
    const rows = csv(inserts(2831, 3)).split('\n');
    void watch(token);
    put('slow.csv', `${rows.slice(0, 2).join('\n')}\n`, 0);
    const growing = setInterval(() => writeFileSync(join(watched, 'slow.csv'), `${rows.slice(0, 3).join('\n')}\n`), 500);
    await new Promise((resolve) => setTimeout(resolve, 6000));
    expect(existsSync(join(watched, 'slow.csv'))).toBe(true);
    clearInterval(growing);
    writeFileSync(join(watched, 'slow.csv'), rows.join('\n'));
    await eventually(() => existsSync(join(watched, 'done', 'slow.csv')));
    const { uploads } = await call<{ uploads: Upload[] }>(service, await signIn(service), '/uploads?tab=complete');
    expect(uploads.find(({ name }) => name === 'slow.csv')).toMatchObject({ received: 3 });
    await ended();

    put('later.csv', csv(inserts(2841, 1)));
    said = '';
    expect(await watch(token, 'http://127.0.0.1:9', '--once')).toBe(1);
    expect(said).toContain('can’t be reached');
    expect(existsSync(join(watched, 'later.csv'))).toBe(true);
    const stranger = createServer((_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<html>'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    expect(await watch(token, `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`, '--once')).toBe(1);
    stranger.close();
    expect(existsSync(join(watched, 'later.csv'))).toBe(true);
    expect(await watch('harbor.api_revoked', service.url, '--once')).toBe(1);
    expect(existsSync(join(watched, 'later.csv'))).toBe(true);
  });

  test('with a named source, goes by its columns and its own IDs; a number that is none of them is an error, not a participant of ours', async () => {
    const token = await newToken(service);
    const admin = await signIn(service);
    const change = async <T>(path: string, body: object) =>
      (await (
        await fetch(`${service.url}/api${path}`, {
          method: 'PUT',
          headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json()) as T;
    const columns = {
      client: 'participantId',
      case: 'demographic:Case Number',
      worker: 'staffId',
      role: 'relationship',
      stands: 'status',
      from: 'start',
    };
    const { id } = await change<{ id: string }>('/sources', { name: 'Old CRM', columns });
    const pairs = { kind: 'participant', ids: [{ external: '7001', internal: 2851 }] };
    expect(await change(`/sources/${id}/ids`, pairs)).toEqual({ saved: 1 });
    const header = ['Client', 'Case', 'Worker', 'Role', 'Stands', 'From'];
    put('known.csv', csv([header, [7001, 'CN-051851', 101, 'Mentor', 'Active', '2026-03-14']]));
    put('unknown.csv', csv([header, [2852, 'CN-051852', 101, 'Mentor', 'Active', '2026-03-14']]));
    expect(await watch(token, service.url, '--once', '--source', 'Old CRM')).toBe(0);
    expect(said).toContain('known.csv: complete');
    expect(said).toContain('unknown.csv: needs-fixes');
    put('known.csv', csv([header, [7001, 'CN-051851', 101, 'Mentor', 'Active', '2026-03-15']]));
    expect(await watch(token, service.url, '--once', '--source', 'Older CRM')).toBe(0);
    expect(readFileSync(join(watched, 'refused', 'known.csv.txt'), 'utf8')).toContain('has no source named “Older CRM”');
  });

  test('a file that the service fails at, or that can’t be read now, keeps back no other', async () => {
    const token = await newToken(service);
    const failing = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = Buffer.concat(parts);
      if (body.includes('fails.csv')) return response.writeHead(500, { 'content-type': 'text/plain' }).end('fault');
      if (body.includes('garbled.csv')) return response.end('<html>');
      const headers = Object.fromEntries(
        ['authorization', 'content-type', 'idempotency-key'].flatMap((name) => {
          const value = request.headers[name];
          return value === undefined ? [] : [[name, String(value)]];
        }),
      );
      const answer = await fetch(`${service.url}${request.url}`, {
        method: request.method ?? 'GET',
        headers,
        ...(body.length > 0 ? { body } : {}),
      });
      return response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    });
    await new Promise<void>((resolve) => failing.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(failing.address() as AddressInfo).port}`;
    put('fails.csv', csv(inserts(2861, 1)), 90);
    put('garbled.csv', csv(inserts(2862, 1)), 80);
    put('works.csv', csv(inserts(2863, 1)), 70);
    expect(await watch(token, url, '--once')).toBe(1);
    failing.close();
    expect(said).toContain('works.csv: complete');
    expect(said).toContain('fails.csv waits: HTTP 500');
    expect(said).toContain('garbled.csv waits: The service at');
    expect(readdirSync(watched).sort()).toEqual(['done', 'fails.csv', 'garbled.csv', 'refused']);
  });
});
