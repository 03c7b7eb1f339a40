import type { NamedCode, ScanPage } from '@pinxin/contract/scan';
import { canonicalEpc, type EpcKind } from '@pinxin/identifiers/canonical';
import { type DigitalLink, elementsOfLink, parseDigitalLink } from '@pinxin/identifiers/digital-link';
import { formatBracketed } from '@pinxin/identifiers/element-string';
import type { IdentifierProblem } from '@pinxin/identifiers/problem';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';

const STEM = 'https://id.gs1.org';

const THINGS: Readonly<Record<EpcKind, ScanPage['kind']>> = {
  item: 'item',
  lot: 'lot',
  class: 'product',
  logisticUnit: 'unit',
  place: 'other',
  party: 'other',
  asset: 'other',
  document: 'other',
  other: 'other',
};

/** Qualifiers that people put behind a question mark though they belong in the path, in the order of the path. */
const PATH_QUALIFIERS = ['22', '10', '21', '235', '254', '7040', '8011', '8019', '8020'];

/**
 * Reads the path of a request as a GS1 Digital Link on this host. `search` begins with `?` or is empty.
 * Attributes in the query are not looked at: a wrong price must not hide a recall.
 */
export function readLinkPath(path: string): Result<NamedCode, IdentifierProblem> {
  const link = parseDigitalLink(`${STEM}${path}`, { permitZeroSuppressedGtin: true });
  return link.ok ? nameOf(link.value) : link;
}

/** What a parsed link names. */
export function nameOf(link: DigitalLink): Result<NamedCode, IdentifierProblem> {
  const elements = [link.key, ...link.qualifiers];
  const plain = `${STEM}${elements.map(({ ai, value }) => `/${ai}/${encodeURIComponent(value)}`).join('')}`;
  const read = canonicalEpc(plain);
  if (!read.ok) return refuse(read.error);
  const { uri, kind, gtin, lotOfItem } = read.value;
  const value = (...codes: readonly string[]) => link.qualifiers.find(({ ai }) => codes.includes(ai))?.value;
  const lot = value('10');
  const serial = value('21', '235', '8011');
  const ownClass = gtin === undefined ? undefined : `${STEM}/01/${gtin}`;
  return ok({
    uri,
    path: uri.slice(STEM.length),
    thing: THINGS[kind],
    label: elements.at(-1)!.value,
    text: formatBracketed(elementsOfLink({ ...link, attributes: [] })),
    wider: [...(lotOfItem ? [lotOfItem as string] : []), ...(ownClass && ownClass !== uri ? [ownClass] : [])],
    ...(gtin ? { gtin } : {}),
    ...(lot === undefined ? {} : { lot }),
    ...(serial === undefined ? {} : { serial }),
  });
}

/**
 * The address that a convenience query string means: `/01/{gtin}?10=A1` is `/01/{gtin}/10/A1`.
 * Undefined when nothing in the query belongs into the path.
 */
export function pathOfConvenienceQuery(path: string, search: string): string | undefined {
  const parameters = new URLSearchParams(search);
  const present = new Set(path.split('/'));
  const moved = PATH_QUALIFIERS.filter(ai => (parameters.get(ai) ?? '') !== '' && !present.has(ai));
  if (moved.length === 0) return undefined;
  const tail = moved.map(ai => `/${ai}/${encodeURIComponent(parameters.get(ai)!.trim())}`).join('');
  for (const ai of PATH_QUALIFIERS) parameters.delete(ai);
  const rest = parameters.size > 0 ? `?${parameters}` : '';
  return `${path.replace(/\/$/, '')}${tail}${rest}`;
}
