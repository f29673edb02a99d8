import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import type { ProviderConfig } from '../../config';

/** A user's identity at the provider. */
export interface Identity {
  readonly email: string;
  /** The provider's permanent identifier of the user. */
  readonly subject: string;
}

/** The secrets of a sign-in that is in progress at the provider. */
export interface Challenge {
  readonly verifier: string;
  readonly nonce: string;
}

/** The maximum age of an ID token from Excel, in seconds. */
const FRESH = 600;
/** The tolerated clock difference, in seconds. */
const CLOCK_TOLERANCE = 60;
/** The timeout of requests to the provider, in seconds. */
const TIMEOUT = 10;

/** The provider has not verified the user's e-mail address. */
export class UnverifiedEmail extends Error {}

/** An OpenID Connect client: the code flow with PKCE, and verification of ID tokens from Excel. */
export class Provider {
  #configuration: Promise<oidc.Configuration> | undefined;
  #keys: JWTVerifyGetKey | undefined;

  constructor(
    readonly config: ProviderConfig,
    private readonly redirectUri: () => string,
  ) {}

  /** The URL of the provider's sign-in page. */
  async signInUrl(state: string): Promise<{ readonly url: URL; readonly challenge: Challenge }> {
    const configuration = await this.#discover();
    const challenge = { verifier: oidc.randomPKCECodeVerifier(), nonce: oidc.randomNonce() };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri(),
      scope: 'openid email profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(challenge.verifier),
      code_challenge_method: 'S256',
      nonce: challenge.nonce,
      state,
    });
    return { url, challenge };
  }

  /**
   * Completes the code flow.
   * @param query the query of the callback URL
   * @throws if the answer does not belong to this sign-in
   */
  async finish(query: string, state: string, { verifier, nonce }: Challenge): Promise<Identity> {
    const configuration = await this.#discover();
    const answer = new URL(this.redirectUri());
    answer.search = query;
    const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    return this.#identityOf(tokens.claims() ?? {});
  }

  /**
   * Verifies an ID token that the provider issued to Excel.
   * @throws if it is forged, for another service, or expired
   */
  async verify(idToken: string): Promise<Identity> {
    const metadata = (await this.#discover()).serverMetadata();
    if (metadata.jwks_uri === undefined) throw new Error('The provider names no keys.');
    this.#keys ??= createRemoteJWKSet(new URL(metadata.jwks_uri));
    const { payload } = await jwtVerify(idToken, this.#keys, {
      issuer: metadata.issuer,
      audience: this.config.clientId,
      maxTokenAge: FRESH,
      clockTolerance: CLOCK_TOLERANCE,
      requiredClaims: ['sub', 'exp'],
    });
    return this.#identityOf(payload);
  }

  #identityOf({ email, email_verified, sub }: Readonly<Record<string, unknown>>): Identity {
    if (typeof email !== 'string' || typeof sub !== 'string') throw new UnverifiedEmail('no address');
    if (email_verified !== true && !(this.config.trustsEmail && email_verified === undefined)) throw new UnverifiedEmail('not verified');
    return { email: email.toLowerCase(), subject: sub };
  }

  /** Discovered on first use, so that the service starts without the provider. */
  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.config;
    this.#configuration ??= this.#ask(new URL(issuer), clientId, clientSecret).catch((error: unknown) => {
      this.#configuration = undefined;
      throw error;
    });
    return this.#configuration;
  }

  async #ask(issuer: URL, clientId: string, clientSecret: string | undefined): Promise<oidc.Configuration> {
    // Plain http is for a provider on this computer; production settings refuse it.
    const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    const method = clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
    const metadata = { [oidc.clockTolerance]: CLOCK_TOLERANCE };
    return oidc.discovery(issuer, clientId, metadata, method, { execute, timeout: TIMEOUT });
  }
}
