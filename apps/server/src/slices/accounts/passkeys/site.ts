import type { FastifyRequest } from 'fastify';
import type { AccountParts } from '../route-parts.ts';

/** The site as browsers know it: what a passkey is bound to (WebAuthn §5.1.2, relying party identifier). */
export interface Site {
  readonly origin: string;
  readonly host: string;
}

/** The site's own address; where none is set, the one that the browser asked. */
export function siteOf(request: FastifyRequest, { publicUrl }: AccountParts): Site {
  const url = new URL(publicUrl ?? `http://${request.headers.host ?? 'localhost'}`);
  return { origin: url.origin, host: url.hostname };
}

/** The challenge in what a browser answered; undefined when there is none to be read. */
export function challengeIn(clientDataJson: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString('utf8')) as {
      challenge?: unknown;
    };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}
