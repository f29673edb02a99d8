import type { IPublicClientApplication } from '@azure/msal-browser';

/** Where Microsoft's identity providers are: Excel vouches for no others. */
const MICROSOFT = 'login.microsoftonline.com';
const SCOPES = { scopes: ['openid', 'email', 'profile'] };

interface NestedProvider {
  readonly issuer: string;
  readonly clientId: string;
}

/** Whether Excel itself can say who has opened it (nested app authentication). */
export function canSignInNested({ issuer }: Pick<NestedProvider, 'issuer'>): boolean {
  return new URL(issuer).hostname === MICROSOFT && Office.context.requirements.isSetSupported('NestedAppAuth', '1.1');
}

let app: Promise<IPublicClientApplication> | undefined;

/**
 * The provider's word on who has opened Excel; undefined if it is not to be had.
 * @param ask whether a window may be opened for it
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
