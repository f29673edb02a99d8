import type { Security } from '../rules/securities';
import { translated } from './language';

/** The names of the securities. */
export const SECURITIES = translated<Readonly<Record<Security, string>>>('SECURITIES', {
  'caseload:record': 'Begin assignments',
  'caseload:record:own': 'Begin assignments of their own caseload',
  'caseload:end': 'End assignments',
  'caseload:end:own': 'End assignments of their own caseload',
  'uploads:view': 'See uploads and logs',
  'uploads:approve': 'Approve uploads',
  'site:admin': 'Administer the site',
});

const SIGN_IN_PROBLEMS: Readonly<Record<string, string>> = {
  'unknown-user': 'You signed in, but you’re not a user of this site. Ask an administrator of the site to add your e-mail address.',
  'unknown-site': 'There is no site with this ID. Ask your administrator for it.',
  unverified: 'Your organization’s account has no verified e-mail address. Ask those who manage your accounts.',
  'provider-away': 'Your organization’s sign-in can’t be reached just now. Try again in a moment.',
  'too-late': 'That took longer than ten minutes. Sign in once more.',
  'not-asked': 'This sign-in was begun in another window. Sign in once more.',
};

/** Why signing in with the organization's account failed, by code. */
export const signInProblem = translated(
  'signInProblem',
  (code: string) =>
    SIGN_IN_PROBLEMS[code] ?? 'Your organization’s sign-in did not let you in. Sign in once more, or ask those who manage your accounts.',
);
