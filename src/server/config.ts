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
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly demoSignIn: boolean;
  readonly logLevel: string;
}

/** Something in the settings that the service can't start with, in words. */
export class ConfigProblem extends Error {}

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
    smtpUrl: data.SMTP_URL,
    mailFrom: data.MAIL_FROM,
    demoSignIn: data.DEMO_SIGN_IN === undefined ? !production : data.DEMO_SIGN_IN === 'on',
    logLevel: data.LOG_LEVEL,
  };
}
