import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { currentLanguage } from '../../core/text/language';
import type { Config } from '../config';
import type { Mail } from './outbox';

/** Sends a mail that is in the current language. `id` determines its Message-ID, so that a mail sent twice is recognized as one. */
export type SendMail = (id: string, mail: Mail) => Promise<void>;

/** The mail server's timeout, in milliseconds: shorter than the job's, so that no second process sends the mail meanwhile. */
const TIMEOUT = 5_000;

/** Sends by SMTP if a mail server is configured; otherwise writes `.eml` files to `DATA_DIR/outbox`. */
export function createMailer(config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDir'>): SendMail {
  const message = (id: string, mail: Mail) => ({
    from: config.mailFrom,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: htmlOf(mail.text),
    messageId: `<${id}@caseload-upload>`,
  });
  if (config.smtpUrl !== undefined) {
    const transport = createTransport({
      url: config.smtpUrl,
      connectionTimeout: TIMEOUT,
      greetingTimeout: TIMEOUT,
      socketTimeout: TIMEOUT,
    });
    return async (id, mail) => void (await transport.sendMail(message(id, mail)));
  }
  const outbox = join(config.dataDir, 'outbox');
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return async (id, mail) => {
    const { message: bytes } = await transport.sendMail(message(id, mail));
    mkdirSync(outbox, { recursive: true });
    await writeFile(join(outbox, `${id}.eml`), bytes as Buffer);
  };
}

/** The text as HTML, with its paragraphs and line breaks. */
function htmlOf(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  const paragraphs = escaped.split('\n\n').map((part) => `<p>${part.replaceAll('\n', '<br>')}</p>`);
  return `<!doctype html><html lang="${currentLanguage()}"><body style="font-family: 'Segoe UI', sans-serif">${paragraphs.join('')}</body></html>`;
}
