import { generateKeyPairSync, hash, randomBytes, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small OpenID Connect provider over HTTP, for tests: code flow with PKCE, ID tokens signed with RS256. */
export interface SmallProvider {
  readonly issuer: string;
  /** Follows an authorisation request as a browser would, as this subject; the address that it is sent back to. */
  readonly authorize: (url: string, subject: string) => URL;
  /** What the next ID token says instead. */
  spoil: Readonly<Record<string, unknown>>;
  readonly close: () => Promise<void>;
}

export const CLIENT = { id: 'pinxin', secret: 'a secret of the client' } as const;

interface Grant {
  readonly subject: string;
  readonly nonce: string;
  readonly challenge: string;
}

/** Starts it on a free port. */
export async function smallProvider(): Promise<SmallProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const grants = new Map<string, Grant>();
  let issuer = '';
  const idToken = (grant: Grant) => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: issuer,
      aud: CLIENT.id,
      sub: grant.subject,
      nonce: grant.nonce,
      iat: now,
      exp: now + 60,
    };
    const parts = [
      { alg: 'RS256', kid: 'one' },
      { ...claims, ...provider.spoil },
    ];
    const signed = parts.map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  };
  const token = async (request: IncomingMessage): Promise<[number, object]> => {
    let body = '';
    for await (const piece of request) body += piece;
    const form = new URLSearchParams(body);
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const proved = hash('sha256', form.get('code_verifier') ?? '', 'base64url');
    const authenticated = body.includes(encodeURIComponent(CLIENT.secret).replaceAll('%20', '+'));
    if (grant === undefined || grant.challenge !== proved || !authenticated)
      return [400, { error: 'invalid_grant' }];
    return [200, { access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: idToken(grant) }];
  };
  const answer = async (request: IncomingMessage): Promise<[number, object]> => {
    switch (request.url) {
      case '/.well-known/openid-configuration':
        return [
          200,
          {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            jwks_uri: `${issuer}/keys`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['RS256'],
            token_endpoint_auth_methods_supported: ['client_secret_post'],
          },
        ];
      case '/keys':
        return [
          200,
          { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] },
        ];
      case '/token':
        return await token(request);
      default:
        return [404, {}];
    }
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void answer(request).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: SmallProvider = {
    issuer,
    spoil: {},
    authorize: (url, subject) => {
      const { searchParams } = new URL(url);
      const code = randomBytes(8).toString('hex');
      grants.set(code, {
        subject,
        nonce: searchParams.get('nonce') ?? '',
        challenge: searchParams.get('code_challenge') ?? '',
      });
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', searchParams.get('state') ?? '');
      return back;
    },
    close: () => new Promise(closed => server.close(() => closed())),
  };
  return provider;
}
