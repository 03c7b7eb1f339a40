import { type EventContext, readContext, STANDARD_CONTEXT } from '@pinxin/epcis/context';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { QueryProblem } from './event-query.ts';

/** What `GS1-Extensions: prefix=uri,…` says of prefixes, on top of the standard ones (EPCIS 2.0 OpenAPI). */
export function extensionsOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Result<EventContext, QueryProblem> {
  const given = headers['gs1-extensions'];
  const text = Array.isArray(given) ? given.join(',') : given;
  if (text === undefined || text.trim() === '') return ok(STANDARD_CONTEXT);
  const own: Record<string, string> = {};
  for (const entry of text.split(',')) {
    const [, prefix, uri] =
      /^\s*([\p{L}_][\p{L}\p{N}_.-]*)\s*=\s*<?([a-z][^\s<>]*:[^\s<>]*)>?\s*$/iu.exec(entry) ?? [];
    if (prefix === undefined || uri === undefined || Object.hasOwn(own, prefix)) {
      const params = { value: entry.trim().slice(0, 100) };
      return refuse({ parameter: 'GS1-Extensions', code: 'wrongExtensions', params });
    }
    own[prefix] = uri;
  }
  return ok(readContext(own));
}
