import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('data'),
  /** A PostgreSQL; without it the database is embedded, in `DATA_DIR`. */
  DATABASE_URL: z.url().optional(),
  /** What people reach the service by, for links in mails; else `http://localhost:PORT`. */
  PUBLIC_URL: z.url().optional(),
  /** PEM files of a certificate and its key: with them the service speaks https itself. */
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  /** A mail server such as `smtps://user:password@mail.example.org`; without it mails are written to `DATA_DIR/outbox`. */
  SMTP_URL: z.url().optional(),
  MAIL_FROM: z.string().default('Caseload Upload <caseload@localhost>'),
  NODE_ENV: z.string().optional(),
  /** Signs in without a password, on the sample site only; never in production. */
  DEMO_SIGN_IN: z.enum(['on', 'off']).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly publicUrl: string | undefined;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly demoSignIn: boolean;
  readonly logLevel: string;
}

/** Something in the settings that the service can't start with, in words. */
export class ConfigProblem extends Error {}

function readTls(certFile: string | undefined, keyFile: string | undefined): Config['tls'] {
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined) throw new ConfigProblem('TLS_CERT_FILE and TLS_KEY_FILE go together.');
  try {
    return { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  } catch (error) {
    throw new ConfigProblem(`The certificate can’t be read: ${(error as Error).message}.`);
  }
}

/**
 * Reads the settings from the environment.
 * @throws ConfigProblem naming the setting
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = settings.safeParse(environment);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ConfigProblem(`The setting ${issue?.path.join('.')} can't be used: ${issue?.message}.`);
  }
  const { data } = read;
  const production = data.NODE_ENV === 'production';
  if (production && data.DEMO_SIGN_IN === 'on') {
    throw new ConfigProblem('DEMO_SIGN_IN=on lets anybody in and is refused where NODE_ENV=production.');
  }
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    publicUrl: data.PUBLIC_URL,
    tls: readTls(data.TLS_CERT_FILE, data.TLS_KEY_FILE),
    smtpUrl: data.SMTP_URL,
    mailFrom: data.MAIL_FROM,
    demoSignIn: data.DEMO_SIGN_IN === undefined ? !production : data.DEMO_SIGN_IN === 'on',
    logLevel: data.LOG_LEVEL,
  };
}
