import { readConfig } from './config';

const PRODUCTION = {
  NODE_ENV: 'production',
  OIDC_ISSUER: 'https://id.example.org',
  OIDC_CLIENT_ID: 'caseload',
  PUBLIC_URL: 'https://caseload.example.org',
};

test('production starts with an identity provider and an https address, and without demo sign-in', () => {
  expect(readConfig(PRODUCTION)).toMatchObject({ demoSignIn: false, provider: { clientId: 'caseload', trustsEmail: false } });
});

test.each([
  ['demo sign-in', { DEMO_SIGN_IN: 'on' }, 'DEMO_SIGN_IN=on lets anyone in'],
  ['nobody who could sign in', { OIDC_ISSUER: undefined, OIDC_CLIENT_ID: undefined }, 'set OIDC_ISSUER and OIDC_CLIENT_ID'],
  ['a provider without https', { OIDC_ISSUER: 'http://id.example.org' }, 'OIDC_ISSUER must start with https://'],
  ['an address that Excel does not load', { PUBLIC_URL: 'http://caseload.example.org' }, 'set PUBLIC_URL, starting with https://'],
  ['no address', { PUBLIC_URL: undefined }, 'set PUBLIC_URL'],
])('production does not start with %s, and names the setting', (_, change, words) => {
  expect(() => readConfig({ ...PRODUCTION, ...change })).toThrow(words);
});

test.each([
  [{ PORT: '99999' }, 'PORT'],
  [{ DATABASE_URL: 'nonsense' }, 'DATABASE_URL'],
  [{ SMTP_URL: 'x' }, 'SMTP_URL'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  [{ OFFICE_CLOUDS: 'worldwide, moon' }, 'OFFICE_CLOUDS'],
  [{ OIDC_ISSUER: 'https://id.example.org' }, 'OIDC_CLIENT_ID'],
  [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
  [{ TLS_CERT_FILE: 'a' }, 'TLS_KEY_FILE'],
])('an invalid setting is named: %p', (environment, setting) => {
  expect(() => readConfig(environment)).toThrow(setting);
});
