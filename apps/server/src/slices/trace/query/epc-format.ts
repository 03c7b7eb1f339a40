import { identifiersOf, translateEpcs } from '@pinxin/epcis/translate-epcs';
import type { StoredEvent } from '@pinxin/epcis/write-document';
import { canonicalEpc } from '@pinxin/identifiers/canonical';
import { digitalLinkToEpcUrn } from '@pinxin/identifiers/epc-urn';
import type { Context } from '../../../kernel/context.ts';
import { registeredPrefixes } from '../../parties/api.ts';

/** `GS1-EPC-Format`: in which form identifiers are answered. */
export type EpcFormat = 'asTold' | 'digitalLink' | 'urn';

/** The header's values; where it is absent, identifiers are answered as they were told. */
export const EPC_FORMATS: Readonly<Record<string, EpcFormat>> = {
  No_Preference: 'asTold',
  Never_Translates: 'asTold',
  Always_GS1_Digital_Link: 'digitalLink',
  Always_EPC_URN: 'urn',
};

/** The name under which an answer tells its form. */
export const EPC_FORMAT_NAMES: Readonly<Record<EpcFormat, string>> = {
  asTold: 'Never_Translates',
  digitalLink: 'Always_GS1_Digital_Link',
  urn: 'Always_EPC_URN',
};

const SHORTEST_PREFIX = 6;
const LONGEST_PREFIX = 12;

/** Gives identifiers another form. */
export type Translation = (identifier: string) => string;

/** Events with their identifiers in this form; what has no such form stays as it was told. */
export async function inEpcFormat(
  ctx: Context,
  events: readonly StoredEvent[],
  format: EpcFormat,
): Promise<readonly StoredEvent[]> {
  if (format === 'asTold') return events;
  const identifiers = format === 'urn' ? new Set(events.flatMap(identifiersOf)) : new Set<string>();
  const translate = await translationTo(ctx, format, [...identifiers]);
  return events.map(event => translateEpcs(event, translate));
}

/**
 * How to write these identifiers in a form. A URN needs the length of the GS1 company prefix, which a link does not
 * tell: it is that of the longest prefix in the register that the key begins with; where none does, the link stays.
 */
export async function translationTo(
  ctx: Context,
  format: EpcFormat,
  identifiers: readonly string[],
): Promise<Translation> {
  if (format === 'asTold') return identifier => identifier;
  if (format === 'digitalLink') return linkOf;
  const digits = new Map<string, string>();
  const candidates = new Set<string>();
  for (const identifier of identifiers) {
    const own = companyDigits(identifier);
    if (own === undefined) continue;
    digits.set(identifier, own);
    for (let length = SHORTEST_PREFIX; length <= LONGEST_PREFIX; length += 1)
      candidates.add(own.slice(0, length));
  }
  const known = new Set(candidates.size === 0 ? [] : await registeredPrefixes(ctx.database, [...candidates]));
  return identifier => {
    const own = digits.get(identifier);
    if (own === undefined) return identifier;
    for (let length = LONGEST_PREFIX; length >= SHORTEST_PREFIX; length -= 1) {
      if (!known.has(own.slice(0, length))) continue;
      const urn = digitalLinkToEpcUrn(identifier, length);
      if (urn.ok) return urn.value;
    }
    return identifier;
  };
}

function linkOf(identifier: string): string {
  if (!identifier.startsWith('urn:epc:')) return identifier;
  const read = canonicalEpc(identifier);
  return read.ok ? read.value.uri : identifier;
}

/** The digits of a Digital Link's key from where its company prefix begins. */
function companyDigits(identifier: string): string | undefined {
  if (!identifier.startsWith('http')) return undefined;
  const read = canonicalEpc(identifier);
  if (!read.ok || read.value.key === undefined) return undefined;
  const ai = /^https:\/\/id\.gs1\.org\/(\d{2,4})\//.exec(read.value.uri)?.[1] ?? '';
  // An indicator, an extension digit or a filler stands before the prefix.
  return ['00', '01', '8003', '8006'].includes(ai) ? read.value.key.slice(1) : read.value.key;
}
