import { canonicalEpc } from '@pinxin/identifiers/canonical';
import type { LotPattern } from './event-query.ts';

const LINK = 'https://id.gs1.org/';

/**
 * Reads a MATCH value (EPCIS 2.0, 8.2.7.1.1): an EPC or class in any form, a GTIN for all its lots and items, a
 * `urn:epc:idpat:` pattern, or a Digital Link that ends in `*`. Undefined: it is none of these.
 */
export function lotPatterns(value: string): readonly LotPattern[] | undefined {
  if (value.startsWith('urn:epc:idpat:')) return idPatterns(value);
  if (value.endsWith('*')) return linkPattern(value.slice(0, -1));
  const read = canonicalEpc(value);
  if (!read.ok) return undefined;
  const { uri, kind } = read.value;
  const exact = { kind: 'exact', uri } as const;
  return kind === 'class' ? [exact, { kind: 'prefix', uri: `${uri}/` }] : [exact];
}

/** `…/01/{gtin}/10/*`, `…/01/{gtin}/10/AB*`, `…/00/0952*`: everything under a canonical beginning. */
function linkPattern(beginning: string): readonly LotPattern[] | undefined {
  const qualified = /^(.*\/01\/\d{8,14})\/(10|21)\/([^/?#]*)$/.exec(beginning);
  if (qualified !== null) {
    const [, item = '', ai = '', start = ''] = qualified;
    const read = canonicalEpc(item);
    return read.ok && read.value.kind === 'class'
      ? [{ kind: 'prefix', uri: `${read.value.uri}/${ai}/${start}` }]
      : undefined;
  }
  return beginning.startsWith(LINK) && beginning.length > LINK.length
    ? [{ kind: 'prefix', uri: beginning }]
    : undefined;
}

/** Pure identity patterns (EPC Tag Data Standard, "EPC Pure Identity Pattern URIs"): a star takes all that can follow. */
function idPatterns(value: string): readonly LotPattern[] | undefined {
  const [scheme = '', ...parts] = value.slice('urn:epc:idpat:'.length).split(/[:.]/);
  const star = parts.indexOf('*');
  if (star < 0 || parts.slice(star).some(part => part !== '*')) return exactPattern(scheme, parts);
  if (star === 0) return allOf(scheme);
  const [prefix = ''] = parts;
  if (!/^\d{4,12}$/.test(prefix)) return undefined;
  if (star === 1) return companyPatterns(scheme, prefix);
  return keyPattern(scheme, parts.slice(0, star));
}

function exactPattern(scheme: string, parts: readonly string[]): readonly LotPattern[] | undefined {
  const read = canonicalEpc(`urn:epc:id:${scheme}:${parts.join('.')}`);
  return read.ok && read.value.kind !== 'other' ? [{ kind: 'exact', uri: read.value.uri }] : undefined;
}

/** Where the keys of a scheme begin in canonical form, and whether a digit stands before the company prefix. */
const SCHEMES: Readonly<Record<string, { readonly start: string; readonly digitFirst: boolean }>> = {
  sgtin: { start: `${LINK}01/`, digitFirst: true },
  sscc: { start: `${LINK}00/`, digitFirst: true },
  sgln: { start: `${LINK}414/`, digitFirst: false },
  grai: { start: `${LINK}8003/0`, digitFirst: false },
  giai: { start: `${LINK}8004/`, digitFirst: false },
  gdti: { start: `${LINK}253/`, digitFirst: false },
};

function allOf(scheme: string): readonly LotPattern[] | undefined {
  const known = SCHEMES[scheme];
  return known === undefined ? undefined : [{ kind: 'prefix', uri: known.start }];
}

/** Everything of one company: indicator and extension digits stand before its prefix, so ten beginnings. */
function companyPatterns(scheme: string, prefix: string): readonly LotPattern[] | undefined {
  const known = SCHEMES[scheme];
  if (known === undefined) return undefined;
  if (!known.digitFirst) return [{ kind: 'prefix', uri: `${known.start}${prefix}` }];
  return Array.from({ length: 10 }, (_, digit) => ({
    kind: 'prefix',
    uri: `${known.start}${digit}${prefix}`,
  }));
}

/** All serials of one key. */
function keyPattern(scheme: string, parts: readonly string[]): readonly LotPattern[] | undefined {
  if (SCHEMES[scheme] === undefined) return undefined;
  // Any serial will do to learn the key's canonical beginning, which ends where the serial starts.
  const read = canonicalEpc(`urn:epc:id:${scheme}:${parts.join('.')}.1`);
  if (!read.ok || read.value.kind === 'other') return undefined;
  const { uri } = read.value;
  return [{ kind: 'prefix', uri: uri.slice(0, -1) }];
}
