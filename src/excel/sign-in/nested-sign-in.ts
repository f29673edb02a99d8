import type { IPublicClientApplication } from '@azure/msal-browser';

/** The hosts of Microsoft's identity providers, the only ones that Excel supports. */
const MICROSOFT = ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn'];
const SCOPES = { scopes: ['openid', 'email', 'profile'] };

interface NestedProvider {
  readonly issuer: string;
  readonly clientId: string;
}

/** Whether Excel can authenticate its user (nested app authentication). */
export function canSignInNested({ issuer }: Pick<NestedProvider, 'issuer'>): boolean {
  return MICROSOFT.includes(new URL(issuer).hostname) && Office.context.requirements.isSetSupported('NestedAppAuth', '1.1');
}

let app: Promise<IPublicClientApplication> | undefined;

/**
 * An ID token for Excel's user; undefined if none is available.
 * @param ask whether it may prompt the user
 */
export async function nestedIdToken({ issuer, clientId }: NestedProvider, ask: boolean): Promise<string | undefined> {
  const { createNestablePublicClientApplication } = await import(/* webpackChunkName: "nested" */ '@azure/msal-browser');
  app ??= createNestablePublicClientApplication({ auth: { clientId, authority: issuer.replace(/\/v2\.0\/?$/, '') } });
  const client = await app;
  try {
    return (await client.ssoSilent(SCOPES)).idToken;
  } catch {
    return ask ? (await client.acquireTokenPopup(SCOPES).catch(() => undefined))?.idToken : undefined;
  }
}
