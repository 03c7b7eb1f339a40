import type { MasterDataElement } from '@pinxin/epcis/event';
import { parseDivisionCode } from '@pinxin/identifiers/division-code';
import type { Context } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/transaction.ts';
import { placeUriOf } from './party.ts';
import { writePlace } from './places/place-store.ts';
import { internTerms, placesOf, prefixesOf } from './store.ts';

/** Vocabularies whose elements are places (EPCIS 2.0 §6.1.1, CBV 2.0 §9). */
const PLACE_TYPES = /(?:^|[:/#-])(?:BusinessLocation|ReadPoint|Location)$/;
const KINDS: ReadonlySet<string> = new Set([
  'plot',
  'pond',
  'barn',
  'workshop',
  'warehouse',
  'store',
  'laboratory',
  'site',
]);

/** What somebody told about a place. */
interface ToldPlace {
  readonly kind: string;
  readonly nameZh: string;
  readonly nameEn: string | undefined;
  readonly division: string | undefined;
}

/**
 * Takes over what a document's master data tells about places. A party speaks for its own places, and for those
 * that nobody has registered and whose GLN is of one of its own GS1 company prefixes; about others' places it is
 * not heard, and nothing is refused because of it.
 * Names and hierarchy that are known already are only overwritten by the owner.
 */
export async function recordToldPlaces(
  ctx: Context,
  teller: { readonly party: number; readonly actor: string },
  elements: readonly MasterDataElement[],
): Promise<void> {
  const told = toldPlaces(elements);
  if (told.size === 0) return;
  await inTransaction(ctx, async tx => {
    const uris = [...told.keys()];
    const parents = [...told.values()].flatMap(place => place.parent ?? []);
    const terms = await internTerms(tx, [...uris, ...parents]);
    const known = await placesOf(tx, [...terms.values()]);
    const prefixes = await prefixesOf(tx, teller.party);
    let changed = 0;
    for (const [uri, place] of told) {
      const id = terms.get(uri)!;
      const owner = known.get(id);
      const mayTell =
        typeof owner === 'number'
          ? owner === teller.party
          : prefixes.some(prefix => glnOf(uri).startsWith(prefix));
      if (!mayTell) continue;
      const parent = place.parent === undefined ? undefined : terms.get(place.parent);
      const facts = {
        ...{ party: teller.party, kind: place.kind, nameZh: place.nameZh, nameEn: place.nameEn ?? null },
        ...{ division: place.division ?? null, parent: parent ?? null, areaMu: null },
      };
      const by = { actor: teller.actor, cause: 'told' } as const;
      // What a document does not say of a place stays as it was.
      if ((await writePlace(tx, id, facts, by, { keep: true })) !== undefined) changed++;
    }
    if (changed > 0)
      tx.journal({
        actor: teller.actor,
        kind: 'places-told',
        facts: { party: teller.party, count: changed },
      });
  });
}

function glnOf(placeUri: string): string {
  return placeUri.slice(placeUri.indexOf('/414/') + 5);
}

function toldPlaces(elements: readonly MasterDataElement[]): Map<string, ToldPlace & { parent?: string }> {
  const told = new Map<string, ToldPlace & { parent?: string }>();
  const parents = new Map<string, string>();
  for (const element of elements) {
    if (!PLACE_TYPES.test(element.type)) continue;
    const uri = placeUriOf(element.id);
    if (uri === undefined) continue;
    told.set(uri, describe(element, uri));
    for (const child of element.children) {
      const below = placeUriOf(child);
      if (below !== undefined && below !== uri) parents.set(below, uri);
    }
  }
  for (const [child, parent] of parents) {
    const place = told.get(child);
    if (place !== undefined) place.parent = parent;
  }
  return told;
}

function describe(element: MasterDataElement, uri: string): ToldPlace {
  const attribute = (name: string) => {
    const value = element.attributes.find(
      ({ id }) => id.endsWith(name) && /[:/#]/.test(id.at(-name.length - 1) ?? ':'),
    )?.value;
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : undefined;
  };
  const kind = attribute('placeKind');
  const division = attribute('division');
  return {
    kind: kind !== undefined && KINDS.has(kind) ? kind : 'site',
    nameZh: attribute('name') ?? uri.slice(uri.indexOf('/414/') + 5),
    nameEn: attribute('nameEn'),
    division: division !== undefined && parseDivisionCode(division).ok ? division : undefined,
  };
}
