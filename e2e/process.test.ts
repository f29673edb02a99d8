// The service as a process: killed at a bad moment, with a real mail server, with a certificate.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, finished, inserts, openMailbox, signIn, submit } from './api';
import { startService } from './service';

test('killed as soon as it has said yes, it goes on after the restart: applied once, one mail', async () => {
  const mailbox = await openMailbox();
  const service = await startService({ SMTP_URL: mailbox.url });
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
}, 120_000);

test('with a certificate it speaks https, and what it names itself is https', async () => {
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
}, 120_000);
