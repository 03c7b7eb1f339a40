import type { FastifyRequest } from 'fastify';

/** Whether a request was sent by a page of this very site. Browsers say so themselves; silence is no. */
export function isSameOrigin(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  if (publicUrl !== undefined && new URL(publicUrl).origin === origin) return true;
  const { protocol, host } = new URL(origin);
  const asked = `${protocol}//${request.headers.host ?? ''}`;
  return URL.canParse(asked) && new URL(asked).host === host;
}

/** Whether a request asks for more than to be shown something. */
export function changesState(request: FastifyRequest): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
}
