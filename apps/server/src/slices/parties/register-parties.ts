import type { Context } from '../../kernel/context.ts';
import type { Tx } from '../../kernel/transaction.ts';
import {
  checkParty,
  checkPlace,
  factsOf,
  type PartyRegistration,
  type PlaceRegistration,
  pglnOf,
  placeUriOf,
} from './party.ts';
import { writePlace } from './places/place-store.ts';
import { saveParties } from './register/save-parties.ts';
import { type RegistrationProblem, registrationProblem } from './registration.ts';
import {
  internTerms,
  markDemo,
  mergedUsccs,
  type PartyRow,
  partiesByUscc,
  placeOwners,
  takenPglns,
} from './store.ts';

/** Registers parties in an open transaction; with any problem nothing is written. Safe to repeat. */
export async function registerParties(
  ctx: Context,
  tx: Tx,
  parties: readonly PartyRegistration[],
  at = '/parties',
  actor = 'system',
): Promise<{ readonly problems: readonly RegistrationProblem[]; readonly rows: readonly PartyRow[] }> {
  const problems = parties.flatMap((party, index) => checkParty(party, `${at}/${index}`));
  problems.push(
    ...repeated(
      parties.map(party => party.uscc),
      at,
      'uscc',
    ),
  );
  const wishes = parties.flatMap(party => {
    const pgln = party.pgln === undefined ? undefined : pglnOf(party.pgln);
    return pgln === undefined ? [] : [{ pgln, uscc: party.uscc }];
  });
  const taken = await takenPglns(tx, wishes);
  for (const [index, party] of parties.entries()) {
    if (party.pgln !== undefined && taken.has(pglnOf(party.pgln) ?? ''))
      problems.push(registrationProblem(`${at}/${index}/pgln`, 'pglnTaken'));
  }
  const merged = await mergedUsccs(
    tx,
    parties.map(party => party.uscc),
  );
  for (const [index, party] of parties.entries()) {
    if (merged.has(party.uscc)) problems.push(registrationProblem(`${at}/${index}/uscc`, 'usccMerged'));
  }
  if (problems.length > 0) return { problems, rows: [] };
  const saved = await saveParties(
    ctx,
    tx,
    { actor, cause: 'registered' },
    parties.map(party => ({ facts: factsOf(party) })),
  );
  const rows = saved.map(({ party }) => party);
  if (parties.some(party => party.demo === true)) await markDemo(tx);
  return { problems: [], rows };
}

/** Registers places in an open transaction; their parties and parents must be known by then. */
export async function registerPlaces(
  tx: Tx,
  places: readonly PlaceRegistration[],
  at = '/places',
  actor = 'system',
): Promise<readonly RegistrationProblem[]> {
  const problems = places.flatMap((place, index) => checkPlace(place, `${at}/${index}`));
  problems.push(
    ...repeated(
      places.map(place => placeUriOf(place.uri) ?? place.uri),
      at,
      'uri',
    ),
  );
  if (problems.length > 0) return problems;
  const uris = places.map(place => placeUriOf(place.uri)!);
  const parents = places.flatMap(place => (place.parent === undefined ? [] : [placeUriOf(place.parent)!]));
  const owners = await placeOwners(tx, [...new Set([...uris, ...parents])]);
  const parties = await partiesByUscc(tx, [...new Set(places.map(place => place.party))]);
  const together = new Set(uris);
  for (const [index, place] of places.entries()) {
    const party = parties.get(place.party);
    const owner = owners.get(uris[index]!);
    const parent = place.parent === undefined ? undefined : placeUriOf(place.parent)!;
    if (party === undefined) problems.push(registrationProblem(`${at}/${index}/party`, 'partyUnknown'));
    else if (typeof owner === 'number' && owner !== party.id)
      problems.push(registrationProblem(`${at}/${index}/uri`, 'placeOfAnother'));
    if (parent !== undefined && !owners.has(parent) && !together.has(parent)) {
      problems.push(registrationProblem(`${at}/${index}/parent`, 'parentUnknown'));
    }
  }
  if (problems.length > 0) return problems;
  const terms = await internTerms(tx, [...uris, ...parents]);
  for (const [index, place] of places.entries()) {
    const parent = place.parent === undefined ? undefined : terms.get(placeUriOf(place.parent)!);
    const facts = {
      ...{ party: parties.get(place.party)!.id, kind: place.kind, nameZh: place.nameZh },
      ...{ nameEn: place.nameEn ?? null, division: place.division ?? null, parent: parent ?? null },
      ...{ areaMu: place.areaMu?.toFixed(2) ?? null, demo: place.demo ?? false },
    };
    await writePlace(tx, terms.get(uris[index]!)!, facts, { actor, cause: 'registered' });
  }
  return [];
}

/** What stands twice in one list. */
export function repeated(codes: readonly string[], at: string, field: string): RegistrationProblem[] {
  const seen = new Set<string>();
  const problems: RegistrationProblem[] = [];
  for (const [index, code] of codes.entries()) {
    if (seen.has(code)) problems.push(registrationProblem(`${at}/${index}/${field}`, 'repeated'));
    seen.add(code);
  }
  return problems;
}
