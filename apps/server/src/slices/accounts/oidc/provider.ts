import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';

/** Another provider by which people sign in (OpenID Connect Core 1.0), as the operator set it up. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says. */
  readonly name: string;
  /** The site's own address: the provider sends people back to it. */
  readonly publicUrl: string;
}

/** What is kept of a round trip until the browser comes back. */
export interface RoundTrip {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly url: string;
}

/** Who somebody is there. */
export interface ExternalIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/** The provider, asked for its description when it is first needed. */
export interface Provider {
  readonly name: string;
  /** Begins a round trip: code flow with PKCE, state and nonce. */
  readonly begin: () => Promise<RoundTrip>;
  /** Ends it; undefined when the answer does not fit, whatever of it. */
  readonly end: (answer: URL, trip: Omit<RoundTrip, 'url'>) => Promise<ExternalIdentity | undefined>;
}

const CALLBACK = '/sign-in/provider/callback';

/** Opens a provider. It is not asked for anything yet. */
export function openProvider(settings: ProviderSettings): Provider {
  let known: Promise<Configuration> | undefined;
  const configuration = () => {
    known ??= discover(settings).catch(error => {
      // Next time it may answer.
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    name: settings.name,
    begin: async () => {
      const config = await configuration();
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const url = buildAuthorizationUrl(config, {
        redirect_uri: `${settings.publicUrl}${CALLBACK}`,
        scope: 'openid',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { state, nonce, verifier, url: url.href };
    },
    end: async (answer, { state, nonce, verifier }) => {
      const config = await configuration();
      try {
        const tokens = await authorizationCodeGrant(config, answer, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        return claims === undefined ? undefined : { issuer: claims.iss, subject: claims.sub };
      } catch {
        // The library throws for whatever does not fit; none of it is ours, and none of it is told or logged.
        return undefined;
      }
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<Configuration> {
  const url = new URL(issuer);
  // Without TLS only on this very machine: a provider to try things out with.
  const local = url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return await discovery(
    url,
    clientId,
    clientSecret,
    undefined,
    local ? { execute: [allowInsecureRequests] } : {},
  );
}
