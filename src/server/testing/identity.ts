import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real identity provider on loopback, which accepts any e-mail address. */
export interface IdentityProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

export const CLIENT_ID = 'caseload';
/** The prefix of unverified e-mail addresses. */
const UNVERIFIED = 'unverified';

/** @param redirectUri the only allowed redirect URI */
export async function startIdentityProvider(redirectUri: string, port = 0): Promise<IdentityProvider> {
  const { default: Provider } = await import('oidc-provider');
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        token_endpoint_auth_method: 'none',
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // Like most providers, and like the ID token of nested app authentication.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !id.startsWith(UNVERIFIED) }),
    }),
  });
  server.on('request', provider.callback());
  return {
    issuer,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A minimal browser: keeps cookies by host and follows redirects. */
export class Visitor {
  readonly #cookies = new Map<string, string>();

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  async visit(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** Signs in on the provider's pages; returns the final URL. */
  async signIn(url: string, email: string, back: string): Promise<string> {
    let next = url;
    for (let steps = 0; steps < 20; steps++) {
      if (next.startsWith(back)) return next;
      const response = await this.visit(next);
      const location = response.headers.get('location');
      if (location !== null) {
        next = new URL(location, next).href;
        continue;
      }
      const page = await response.text();
      const [, action] = /<form[^>]*action="([^"]+)"/.exec(page) ?? [];
      if (action === undefined) throw new Error(`The provider shows no form: ${page.replace(/<[^>]*>/g, ' ').slice(0, 300)}`);
      const answers: Record<string, string> = page.includes('name="login"')
        ? { prompt: 'login', login: email, password: 'any' }
        : { prompt: 'consent' };
      const answered = await this.visit(new URL(action, next).href, answers);
      next = new URL(answered.headers.get('location') ?? '', next).href;
    }
    throw new Error('The provider sends round in circles.');
  }
}
