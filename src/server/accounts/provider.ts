import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import type { ProviderConfig } from '../config';

/** Who the provider says somebody is. */
export interface Identity {
  readonly email: string;
  /** The provider's own, lasting name for the person. */
  readonly subject: string;
}

/** What must be known again when somebody comes back from the provider. */
export interface Challenge {
  readonly verifier: string;
  readonly nonce: string;
}

/** A proof that Excel got from the provider is taken for so long, in seconds. */
const FRESH = 600;
/** How far the provider's clock may be from ours, in seconds. */
const CLOCK_TOLERANCE = 60;
/** How long a provider may take to answer, in seconds. */
const PATIENCE = 10;

/** The person's address can't be trusted to be theirs. */
export class UnverifiedEmail extends Error {}

/** OpenID Connect: the code flow with PKCE, and proofs that Excel brings itself. */
export class Provider {
  #configuration: Promise<oidc.Configuration> | undefined;
  #keys: JWTVerifyGetKey | undefined;

  constructor(
    readonly config: ProviderConfig,
    private readonly redirectUri: () => string,
  ) {}

  /** The provider's page on which to sign in. */
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
   * Who came back from the provider.
   * @param query what the provider put into the address
   * @throws if the answer is not one to our question
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
   * Who a proof is of that the provider gave to Excel.
   * @throws if it is not the provider's, not for this service, or not fresh
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

  /** Asked when first needed: a provider that is away must not keep the service from starting. */
  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.config;
    this.#configuration ??= this.#ask(new URL(issuer), clientId, clientSecret).catch((error: unknown) => {
      this.#configuration = undefined;
      throw error;
    });
    return this.#configuration;
  }

  async #ask(issuer: URL, clientId: string, clientSecret: string | undefined): Promise<oidc.Configuration> {
    // Plain http is for a provider on this computer; production refuses it before it comes to this.
    const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    const method = clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
    const metadata = { [oidc.clockTolerance]: CLOCK_TOLERANCE };
    return oidc.discovery(issuer, clientId, metadata, method, { execute, timeout: PATIENCE });
  }
}
