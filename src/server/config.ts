import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { SERVER_SETTINGS } from '../core/text/server-settings';
import { OFFICE_CLOUDS, type OfficeCloud } from './http/headers';

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('data'),
  /** The URL of a PostgreSQL database; without it, the database is embedded in `DATA_DIR`. */
  DATABASE_URL: z.url().optional(),
  /** The service's public URL, for links in mails; by default `http://localhost:PORT`. */
  PUBLIC_URL: z.url().optional(),
  /** PEM files of a certificate and its key, to serve https. */
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  /** A mail server, such as `smtps://user:password@mail.example.org`; without it, mails are written to `DATA_DIR/outbox`. */
  SMTP_URL: z.url().optional(),
  MAIL_FROM: z.string().default('Caseload Upload <caseload@localhost>'),
  /** The organization's identity provider (OpenID Connect), and this service's client ID there. */
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** `trusted` if the provider serves one organization only and does not state that it verified e-mail addresses. */
  OIDC_EMAIL: z.enum(['verified', 'trusted']).default('verified'),
  /** The most requests per minute of a session, or of an IP address without one. */
  RATE_LIMIT: z.coerce.number().int().min(1).default(600),
  /** The trusted proxies' IP addresses, separated by commas. */
  TRUST_PROXY: z.string().optional(),
  /** The key from which the secrets of webhooks are derived; without it, there are none. */
  WEBHOOK_KEY: z.string().min(32).optional(),
  /** Whether webhooks may go to private addresses and by plain http. */
  WEBHOOK_PRIVATE: z.enum(['on', 'off']).default('off'),
  /** The bearer token for `/metrics`; without it, there are no metrics. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** The Microsoft clouds whose pages may frame the pane, separated by commas. */
  OFFICE_CLOUDS: z
    .string()
    .default('worldwide')
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(OFFICE_CLOUDS)).min(1)),
  /** The most connections of this process to `DATABASE_URL`. */
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(500).default(10),
  NODE_ENV: z.string().optional(),
  /** Sign-in without a password, to the sample site only; refused in production. */
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
  readonly provider: ProviderConfig | undefined;
  readonly officeClouds: readonly OfficeCloud[];
  readonly rateLimit: number;
  readonly trustProxy: string | undefined;
  readonly databaseConnections: number;
  readonly webhookKey: string | undefined;
  readonly allowsPrivateWebhooks: boolean;
  readonly metricsToken: string | undefined;
  readonly logLevel: string;
}

/** An identity provider. */
export interface ProviderConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** Whether to trust e-mail addresses that the provider has not verified. */
  readonly trustsEmail: boolean;
}

/** An invalid setting, explained. */
export class ConfigProblem extends Error {}

function readTls(certFile: string | undefined, keyFile: string | undefined): Config['tls'] {
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined) throw new ConfigProblem(SERVER_SETTINGS.tlsPair);
  try {
    return { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  } catch (error) {
    throw new ConfigProblem(SERVER_SETTINGS.unreadableCertificate((error as Error).message));
  }
}

function readProvider(data: z.infer<typeof settings>): ProviderConfig | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_EMAIL: email } = data;
  if (issuer === undefined && clientId === undefined) return undefined;
  if (issuer === undefined || clientId === undefined) throw new ConfigProblem(SERVER_SETTINGS.providerPair);
  return { issuer, clientId, clientSecret, trustsEmail: email === 'trusted' };
}

/** The rules for production, where real people's data is. */
function checkProduction(data: z.infer<typeof settings>): void {
  if (data.DEMO_SIGN_IN === 'on') throw new ConfigProblem(SERVER_SETTINGS.demoInProduction);
  if (data.OIDC_ISSUER === undefined) throw new ConfigProblem(SERVER_SETTINGS.noProvider);
  if (!data.OIDC_ISSUER.startsWith('https:')) throw new ConfigProblem(SERVER_SETTINGS.insecureProvider);
  if (!data.PUBLIC_URL?.startsWith('https:')) throw new ConfigProblem(SERVER_SETTINGS.insecureUrl);
}

/**
 * Reads the settings from the environment.
 * @throws ConfigProblem naming the setting
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = settings.safeParse(environment);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ConfigProblem(SERVER_SETTINGS.invalid(issue?.path.join('.') ?? '', issue?.message ?? ''));
  }
  const { data } = read;
  const production = data.NODE_ENV === 'production';
  if (production) checkProduction(data);
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
    provider: readProvider(data),
    officeClouds: data.OFFICE_CLOUDS,
    rateLimit: data.RATE_LIMIT,
    trustProxy: data.TRUST_PROXY,
    databaseConnections: data.DATABASE_CONNECTIONS,
    webhookKey: data.WEBHOOK_KEY,
    allowsPrivateWebhooks: data.WEBHOOK_PRIVATE === 'on',
    metricsToken: data.METRICS_TOKEN,
    logLevel: data.LOG_LEVEL,
  };
}
