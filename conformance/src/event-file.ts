import { looksLikeXml } from '@pinxin/epcis/decode';
import { type ParsedDocument, parseDocument } from '@pinxin/epcis/document';
import type { EpcisProblem } from '@pinxin/epcis/problem';
import { parseXmlDocument } from '@pinxin/epcis/xml/xml-document';

type Parsed = ReturnType<typeof parseDocument>;

/** Parses a file of either form. */
export function parseEither(bytes: Uint8Array, strictness: 'strict' | 'lenient'): Parsed {
  return (looksLikeXml(bytes) ? parseXmlDocument : parseDocument)(bytes, { strictness });
}

/** Everything that is wrong with a file. */
export function problemsOf(bytes: Uint8Array, strictness: 'strict' | 'lenient'): readonly EpcisProblem[] {
  const result = parseEither(bytes, strictness);
  return result.ok ? problemsIn(result.value) : result.error;
}

/** Everything that is wrong with the events of a document. */
export function problemsIn(document: ParsedDocument): readonly EpcisProblem[] {
  return document.events.flatMap(event => (event.ok ? [] : event.error));
}

/** The first three problems in a line. */
export function described(problems: readonly EpcisProblem[]): string {
  const shown = problems
    .slice(0, 3)
    .map(({ code, at, params }) => `${code} at "${at}" ${JSON.stringify(params ?? {})}`);
  return shown.join('; ');
}
