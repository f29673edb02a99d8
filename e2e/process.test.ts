// The service as a process: kills and shutdowns, data folders, a certificate, a mail server, and backups.
import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { EMPTY, startPostgres } from '../src/server/testing/postgres/test-database';
import { call, finished, inserts, openMailbox, signIn, submit } from './api';
import { COMMAND, startService } from './service';

test('killed right after accepting an upload, it continues after the restart: applied once, one mail', async () => {
  const mailbox = await openMailbox();
  // An empty folder, so that this includes a first start.
  const folder = mkdtempSync(join(tmpdir(), 'caseload-first-'));
  const service = await startService({ DATA_DIR: folder, SMTP_URL: mailbox.url });
  try {
    const token = await signIn(service);
    const cells = inserts(1001, 600);
    const { id } = await submit(service, token, 'one', cells);
    await service.kill();
    await service.start();
    expect(await finished(service, token, id)).toMatchObject({ state: 'complete', received: 600, accepted: 600 });
    const again = await submit(service, token, 'one', cells);
    expect(again.id).toBe(id);
    const checked = await call<{ errors: number; findings: { code: string }[] }>(service, token, '/check', { cells });
    expect([checked.errors, checked.findings[0]?.code]).toEqual([600, 'insert.already-open']);
    const { rows } = await call<{ rows: object[] }>(service, token, `/uploads/${id}/log?limit=1000`);
    expect(rows).toHaveLength(600);
    while (mailbox.mails.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(mailbox.mails).toHaveLength(1);
    expect(mailbox.mails[0]).toContain('Records accepted: 600');
    expect(mailbox.mails[0]).not.toContain('CN-0');
  } finally {
    await service.remove();
    mailbox.close();
  }
});

test('a data folder in use is refused by a second service and by site import and export; after a kill it opens at once', async () => {
  const service = await startService();
  const run = (...words: (string | Record<string, string>)[]) =>
    new Promise<string>((resolve) =>
      execFile(
        process.execPath,
        [...COMMAND, ...words.filter((word) => typeof word === 'string')],
        {
          env: {
            ...process.env,
            NODE_OPTIONS: '',
            PORT: '0',
            DATA_DIR: service.folder,
            ...Object.assign({}, ...words.filter((word) => typeof word === 'object')),
          },
        },
        (error, _out, said) => resolve(`${error?.code} ${said}`),
      ),
    );
  const site = mkdtempSync(join(tmpdir(), 'caseload-site-'));
  try {
    for (const words of [['serve'], ['site', 'export', 'harbor', site], ['site', 'sample', site, '--participants', '3']])
      if (words[1] === 'sample') expect(await run(...words)).toMatch(/^undefined/);
      else expect(await run(...words)).toMatch(/^2 The data folder .* is in use by another process/);
    // Whoever asks for help starts nothing.
    expect(await run('serve', '--help')).toMatch(/^undefined/);
    expect(await run('site', 'import', site)).toMatch(/^2 The data folder .* is in use/);
    // After a failed start nothing stays open, so the process exits.
    expect(await run('serve', { DATA_DIR: join(site, 'other'), PORT: new URL(service.url).port })).toMatch(/^2 The port is in use/);
    await service.kill();
    await service.start();
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    await service.end();
    expect(await run('site', 'export', 'harbor', site)).toMatch(/^undefined/);
  } finally {
    await service.remove();
    rmSync(site, { recursive: true });
  }
});

test('with a certificate it serves https, and its own URLs are https', async () => {
  const { generateCertificates } = await import('office-addin-dev-certs');
  const folder = mkdtempSync(join(tmpdir(), 'caseload-tls-'));
  const [ca = '', cert = '', key = ''] = ['ca.crt', 'localhost.crt', 'localhost.key'].map((name) => join(folder, name));
  await generateCertificates(ca, cert, key);
  const service = await startService({ TLS_CERT_FILE: cert, TLS_KEY_FILE: key });
  try {
    expect(service.url).toMatch(/^https:\/\/localhost:/);
    const manifest = await new Promise<string>((resolve, reject) => {
      get(`${service.url}/manifest.xml`, { ca: readFileSync(ca) }, (answer) => {
        let text = '';
        answer.on('data', (part: Buffer) => {
          text += part.toString();
        });
        answer.on('end', () => resolve(text));
      }).on('error', reject);
    });
    expect(manifest).toContain(`${service.url}/taskpane.html`);
  } finally {
    await service.remove();
    rmSync(folder, { recursive: true });
  }
});

test('stopped during an upload, it finishes running work and loses nothing; watchers see the end', async () => {
  const service = await startService();
  try {
    const token = await signIn(service);
    const { id } = await submit(service, token, 'long', inserts(1001, 900));
    const events = fetch(`${service.url}/api/uploads/${id}/events`, { headers: { authorization: `Bearer ${token}` } });
    const text = (await events).text();
    expect(await service.end()).toBe(0);
    expect(await text).toContain('"state":');
    await service.start();
    expect(await finished(service, token, id)).toMatchObject({ state: 'complete', accepted: 900 });
    const { rows } = await call<{ rows: object[] }>(service, token, `/uploads/${id}/log?limit=1000`);
    expect(rows).toHaveLength(900);
  } finally {
    await service.remove();
  }
});

test('stopped while starting, it exits cleanly and releases the data folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-early-'));
  const lock = join(folder, 'database', '.lock');
  const starting = spawn(process.execPath, [...COMMAND, 'serve'], {
    env: { ...process.env, NODE_OPTIONS: '', PORT: '0', DATA_DIR: folder },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => starting.once('exit', resolve));
  while (!existsSync(lock)) await new Promise((resolve) => setTimeout(resolve, 1));
  starting.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(existsSync(lock)).toBe(false);
  rmSync(folder, { recursive: true });
});

test('if the mail server refuses for a while, the upload is complete and the mail is sent later, once', async () => {
  const mailbox = await openMailbox();
  mailbox.refuses = 2;
  const service = await startService({ SMTP_URL: mailbox.url, LOG_LEVEL: 'silent' });
  try {
    const token = await signIn(service);
    const { id } = await submit(service, token, 'refused', inserts(1001, 3));
    expect(await finished(service, token, id)).toMatchObject({ state: 'complete', accepted: 3 });
    while (mailbox.refuses > 1) await new Promise((resolve) => setTimeout(resolve, 50));
    const log = await call<{ mail: { sentAt: string | null } }>(service, token, `/uploads/${id}/log`);
    expect(log.mail.sentAt).toBeNull();
    while (mailbox.mails.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(mailbox.mails).toHaveLength(1);
    expect(mailbox.mails[0]).toContain('Content-Type: text/html');
    expect(mailbox.mails[0]).toContain('Content-Type: text/plain');
  } finally {
    await service.remove();
    mailbox.close();
  }
});

test('a copy of the embedded folder, made while the service is stopped, is a working backup', async () => {
  const service = await startService();
  const copy = mkdtempSync(join(tmpdir(), 'caseload-backup-'));
  try {
    const token = await signIn(service);
    const { id } = await submit(service, token, 'kept', inserts(1001, 3));
    await finished(service, token, id);
    await service.end();
    cpSync(service.folder, copy, { recursive: true });
    const restored = await startService({ DATA_DIR: copy });
    const { rows } = await call<{ rows: object[] }>(restored, token, `/uploads/${id}/log`);
    expect(rows).toHaveLength(3);
    await restored.remove();
  } finally {
    await service.remove();
  }
});

test('a copy of a PostgreSQL database is a working backup', async () => {
  const postgres = await startPostgres(EMPTY);
  const service = await startService({ DATABASE_URL: postgres.url });
  try {
    const token = await signIn(service);
    const { id } = await submit(service, token, 'kept', inserts(1001, 3));
    await finished(service, token, id);
    await service.end();
    const [, name = ''] = /([^/]+)$/.exec(postgres.url) ?? [];
    const administrator = new Client(postgres.url.replace(name, 'template1'));
    await administrator.connect();
    await administrator.query(`CREATE DATABASE ${name}_restored TEMPLATE ${name}`);
    await administrator.end();
    const restored = await startService({ DATABASE_URL: `${postgres.url}_restored` });
    const { rows } = await call<{ rows: object[] }>(restored, token, `/uploads/${id}/log`);
    expect(rows).toHaveLength(3);
    // It still works, including row-level security.
    const { id: next } = await submit(restored, token, 'next', inserts(1101, 3));
    expect(await finished(restored, token, next)).toMatchObject({ state: 'complete' });
    await restored.remove();
  } finally {
    await service.remove();
    await postgres.stop();
  }
});
