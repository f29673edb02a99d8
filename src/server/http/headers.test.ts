import fastify from 'fastify';
import { readConfig } from '../config';
import { securityHeaders } from './headers';

async function policyOf(settings: Readonly<Record<string, string>>): Promise<string> {
  const { officeClouds: clouds, provider } = readConfig(settings);
  const app = fastify();
  await securityHeaders(app, { clouds, issuer: provider?.issuer, isHttps: true });
  app.get('/', () => '');
  return String((await app.inject('/')).headers['content-security-policy']);
}

test('government clouds are framed by a setting', async () => {
  const policy = await policyOf({ OFFICE_CLOUDS: 'gcc-high, dod' });
  for (const host of ['*.gov.online.office365.us', '*.dod.online.office365.us', '*.sharepoint.us']) expect(policy).toContain(host);
  expect(policy).not.toContain('officeapps.live.com');
});

test.each([
  ['https://login.microsoftonline.us/tenant/v2.0', 'https://login.microsoftonline.us'],
  ['https://login.microsoftonline.com/tenant/v2.0', 'https://login.microsoftonline.com'],
])('the pane may call the sign-in host of %s', async (issuer, origin) => {
  expect(await policyOf({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'caseload' })).toContain(`connect-src 'self' ${origin};`);
});

test('the pane calls no other provider: its users sign in on the service’s page', async () => {
  expect(await policyOf({ OIDC_ISSUER: 'https://id.example.org', OIDC_CLIENT_ID: 'caseload' })).toContain("connect-src 'self';");
});
