import { parseDivisionCode } from '@pinxin/identifiers/division-code';
import { mayTouch, type Way } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { placeUriOf } from '../party.ts';
import { type RegistrationProblem, registrationProblem } from '../registration.ts';
import { internTerms } from '../store.ts';
import type { NewPlace, PlaceWish } from './place-bodies.ts';
import { lockPlace, partyOfPlace, type StoredPlace, standsAbove, writePlace } from './place-store.ts';

interface By {
  readonly actor: string;
  readonly ways: readonly Way[];
}

/** What became of a place that somebody registered or changed. */
export type PlaceSaved =
  | { readonly outcome: 'registered' | 'changed' | 'same'; readonly uri: string; readonly version: number }
  | { readonly outcome: 'unknown' | 'outOfReach' }
  | { readonly outcome: 'stale'; readonly version: number }
  | { readonly outcome: 'refused'; readonly problems: readonly RegistrationProblem[] };

/**
 * 登记场所: a place of a party within reach, by its GLN or by the sender's UUID. Sent again it is the same place, and
 * stays as it stands by then: changes are told as such.
 */
export async function registerPlace(ctx: Context, by: By, wish: NewPlace): Promise<PlaceSaved> {
  return await inTransaction(ctx, async (tx): Promise<PlaceSaved> => {
    const party = await partyOfPlace(tx, wish.party);
    if (party === undefined || !mayTouch(by.ways, party && { party: party.id, division: party.division }))
      return { outcome: 'refused', problems: [registrationProblem('/party', 'partyUnknown')] };
    const uri = uriWished(wish);
    const problems = uri === undefined ? [registrationProblem('/gln', glnFault(wish))] : [];
    problems.push(...divisionFaults(wish.division));
    const parent = await parentOf(tx, wish.parent, undefined, problems);
    const known = uri === undefined ? undefined : await lockPlace(tx, uri);
    if (known !== undefined && known.party !== party.id)
      problems.push(registrationProblem('/gln', 'placeOfAnother'));
    if (problems.length > 0 || uri === undefined) return { outcome: 'refused', problems };
    if (known !== undefined) return { outcome: 'same', uri, version: known.version };
    const id = (await internTerms(tx, [uri])).get(uri)!;
    const facts = {
      ...{ party: party.id, kind: wish.kind, nameZh: wish.nameZh, nameEn: wish.nameEn ?? null },
      ...{ division: wish.division ?? null, parent, areaMu: wish.areaMu?.toFixed(2) ?? null },
      demo: party.isDemo,
    };
    const version = await writePlace(tx, id, facts, { actor: by.actor, cause: 'registered' });
    tx.journal({ actor: by.actor, kind: 'place-registered', facts: { place: uri, party: party.id } });
    return { outcome: 'registered', uri, version: version ?? 1 };
  });
}

/** 变更场所: changes facts of a place that stands at the version the asker has seen. The same again changes nothing. */
export async function changePlace(
  ctx: Context,
  by: By,
  place: { readonly uri: string; readonly seen: number },
  wish: PlaceWish,
): Promise<PlaceSaved> {
  return await inTransaction(ctx, async (tx): Promise<PlaceSaved> => {
    const uri = placeUriOf(place.uri) ?? place.uri;
    const before = await lockPlace(tx, uri);
    if (before === undefined) return { outcome: 'unknown' };
    if (!mayTouch(by.ways, { party: before.party, division: before.partyDivision }))
      return { outcome: 'outOfReach' };
    const problems = divisionFaults(wish.division ?? undefined);
    const parent =
      wish.parent === undefined
        ? before.parent
        : wish.parent === null
          ? null
          : await parentOf(tx, wish.parent, before, problems);
    if (problems.length > 0) return { outcome: 'refused', problems };
    const facts = {
      ...before,
      ...{ kind: wish.kind ?? before.kind, nameZh: wish.nameZh ?? before.nameZh, parent },
      nameEn: wish.nameEn === undefined ? before.nameEn : wish.nameEn,
      division: wish.division === undefined ? before.division : wish.division,
      areaMu: wish.areaMu === undefined ? before.areaMu : (wish.areaMu?.toFixed(2) ?? null),
    };
    if (isSame(before, facts)) return { outcome: 'same', uri, version: before.version };
    if (before.version !== place.seen) return { outcome: 'stale', version: before.version };
    const version = await writePlace(tx, before.id, facts, { actor: by.actor, cause: 'changed' });
    tx.journal({ actor: by.actor, kind: 'place-changed', facts: { place: uri, version: version ?? 0 } });
    return { outcome: 'changed', uri, version: version ?? before.version };
  });
}

function isSame(before: StoredPlace, after: Omit<StoredPlace, 'id' | 'version' | 'partyDivision'>): boolean {
  const fields = ['kind', 'nameZh', 'nameEn', 'division', 'parent', 'areaMu'] as const;
  return fields.every(field => before[field] === after[field]);
}

function uriWished({ gln, requestId }: NewPlace): string | undefined {
  if (gln !== undefined) return placeUriOf(gln);
  return requestId === undefined ? undefined : placeUriOf(`urn:uuid:${requestId}`);
}

function glnFault({ gln }: NewPlace): 'placeWrong' | 'placeUnnamed' {
  return gln === undefined ? 'placeUnnamed' : 'placeWrong';
}

function divisionFaults(division: string | undefined): RegistrationProblem[] {
  return division === undefined || parseDivisionCode(division).ok
    ? []
    : [registrationProblem('/division', 'divisionWrong')];
}

/** Number of the place that is named as the one above. */
async function parentOf(
  tx: Tx,
  wish: string | undefined,
  below: StoredPlace | undefined,
  problems: RegistrationProblem[],
): Promise<number | null> {
  if (wish === undefined) return null;
  const uri = placeUriOf(wish);
  const parent = uri === undefined ? undefined : await lockPlace(tx, uri);
  if (parent === undefined) problems.push(registrationProblem('/parent', 'parentUnknown'));
  else if (below !== undefined && (await standsAbove(tx, below.id, parent.id)))
    problems.push(registrationProblem('/parent', 'parentRing'));
  return parent?.id ?? null;
}
