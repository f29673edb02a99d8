import { z } from 'zod';
import { security, siteId, siteName, user } from './shared';

export const sessionRequest = z.object({ email: z.email() });

export const session = z.object({
  user,
  site: siteName,
  securities: z.array(security),
});
export type Session = z.infer<typeof session>;

export const newSession = session.extend({ token: z.string() });
export type NewSession = z.infer<typeof newSession>;

/** Which of one's sessions end: this one, or all on every computer. */
export const signOutQuery = z.object({ everywhere: z.enum(['true', 'false']).default('false') });

/** How one may sign in here. */
export const signInOptions = z.object({
  /** The organisation's identity provider; null where demo sign-in is all there is. */
  provider: z.object({ issuer: z.string(), clientId: z.string() }).nullable(),
  /** The one site there is; null where there are several, and one must say which. */
  site: z.string().nullable(),
});
export type SignInOptions = z.infer<typeof signInOptions>;

export const signInQuery = z.object({ site: siteId });

/** What a provider sends back with; more may stand there. */
export const signInAnswer = z.object({ state: z.string().max(500), code: z.string().optional(), error: z.string().optional() });

/** A proof of who one is that the provider gave to Excel itself (nested app authentication). */
export const idTokenRequest = z.object({ site: siteId, idToken: z.string().max(20_000) });

export const token = z.object({ token: z.string() });

/** A user, and what that user may do. */
export const siteUser = z.object({
  email: z.email().max(200),
  name: z.string().trim().min(1).max(200),
  securities: z.array(security).max(4),
  /** The programs in which; none means all. */
  programIds: z.array(z.number().int()).max(10_000),
});
export type SiteUser = z.infer<typeof siteUser>;

export const siteUsers = z.object({ users: z.array(siteUser) });

export const userEmail = z.object({ email: z.email().max(200) });

/** Who may be signed in as without a password; only where demo sign-in is on. */
export const demoUsers = z.object({ users: z.array(user) });
