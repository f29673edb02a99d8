import * as z from 'zod';
import { SECURITIES, TOKEN_SECURITIES } from '../core/rules/securities';
import { security, siteId, siteName, time, user } from './shared';

export const sessionRequest = z.object({ email: z.email() });

export const session = z.object({
  user,
  site: siteName,
  /** The sites that the user may change to, this one included. */
  sites: z.array(siteName),
  securities: z.array(security),
  /** Who the user is as a caseworker; null if none. */
  staffId: z.number().int().nullable(),
  /** The programs that the rights are limited to; empty means all. */
  programIds: z.array(z.number().int()),
});
export type Session = z.infer<typeof session>;

export const newSession = session.extend({ token: z.string() });
export type NewSession = z.infer<typeof newSession>;

/** Which sessions to end: this one, or all of the user's. */
export const signOutQuery = z.object({ everywhere: z.enum(['true', 'false']).default('false') });

/** The ways to sign in. */
export const signInOptions = z.object({
  /** The organization's identity provider; null with demo sign-in only. */
  provider: z.object({ issuer: z.string(), clientId: z.string() }).nullable(),
  /** The only site; null if there are several, so that the user must name one. */
  site: z.string().nullable(),
});
export type SignInOptions = z.infer<typeof signInOptions>;

export const signInQuery = z.object({ site: siteId });

/** The query that the provider adds to the callback URL; it may contain more. */
export const signInAnswer = z.object({ state: z.string().max(500), code: z.string().optional(), error: z.string().optional() });

/** An ID token that the provider issued to Excel (nested app authentication). */
export const idTokenRequest = z.object({ site: siteId, idToken: z.string().max(20_000) });

export const siteChoice = z.object({ site: siteId });

export const token = z.object({ token: z.string() });

/** A user and their rights. */
export const siteUser = z.object({
  email: z.email().max(200),
  name: z.string().trim().min(1).max(200),
  securities: z.array(security).max(SECURITIES.length),
  /** The programs that the rights are limited to; empty means all. */
  programIds: z.array(z.number().int()).max(10_000),
  /** Who the user is as a caseworker; null if none. */
  staffId: z.number().int().nullable().default(null),
  /** Whether all of the user's uploads wait for approval. */
  needsApproval: z.boolean().default(false),
});
export type SiteUser = z.infer<typeof siteUser>;

export const siteUsers = z.object({ users: z.array(siteUser) });

export const userEmail = z.object({ email: z.email().max(200) });

/** The users of the demo site, who sign in without a password. */
export const demoUsers = z.object({ users: z.array(user) });

/** What an API token may do: never administer, and never approve. */
const tokenSecurity = z.enum(TOKEN_SECURITIES);

export const newApiToken = z.object({
  name: z.string().trim().min(1).max(60),
  securities: z.array(tokenSecurity).min(1).max(TOKEN_SECURITIES.length),
  programIds: z.array(z.number().int()).max(10_000).default([]),
  /** For how long it is valid. */
  days: z.number().int().min(1).max(366),
});
export type NewApiToken = z.infer<typeof newApiToken>;

/** An API token, without its secret. */
export const apiToken = z.object({
  id: z.string(),
  name: z.string(),
  securities: z.array(security),
  programIds: z.array(z.number().int()),
  createdBy: z.string(),
  createdAt: time,
  expiresAt: time,
  lastUsedAt: time.nullable(),
});
export type ApiToken = z.infer<typeof apiToken>;

export const apiTokens = z.object({ tokens: z.array(apiToken) });

/** The secret of a new token. It is not shown again. */
export const createdToken = z.object({ id: z.string(), secret: z.string() });

export const tokenId = z.object({ id: z.uuid() });
