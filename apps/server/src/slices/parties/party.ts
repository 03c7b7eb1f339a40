import { PARTY_KINDS, type PartyKind } from '@pinxin/contract/parties';
import { canonicalEpc } from '@pinxin/identifiers/canonical';
import { parseDivisionCode } from '@pinxin/identifiers/division-code';
import { parseGln } from '@pinxin/identifiers/gln';
import { parseUscc } from '@pinxin/identifiers/uscc';
import { type Static, Type } from 'typebox';
import type { PartyFacts } from './register/party-facts.ts';
import { type RegistrationProblem, registrationProblem } from './registration.ts';

const name = Type.String({ minLength: 1, maxLength: 200 });

/** 主体登记: what is told of a party. The same code again updates it. */
export const PartyRegistration = Type.Object(
  {
    uscc: Type.String({ maxLength: 40 }),
    /** Why the code is kept although its check character does not fit. */
    usccException: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    kind: Type.Enum([...PARTY_KINDS]),
    nameZh: name,
    nameEn: Type.Optional(name),
    pgln: Type.Optional(Type.String({ maxLength: 200 })),
    gs1Prefixes: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 50 })),
    division: Type.Optional(Type.String({ maxLength: 20 })),
    address: Type.Optional(Type.String({ maxLength: 300 })),
    phone: Type.Optional(Type.String({ maxLength: 40 })),
    demo: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type PartyRegistration = Static<typeof PartyRegistration>;

/** 场所登记 */
export const PlaceRegistration = Type.Object(
  {
    uri: Type.String({ maxLength: 300 }),
    /** USCC of the party that runs it. */
    party: Type.String({ maxLength: 40 }),
    kind: Type.String({ minLength: 1, maxLength: 40 }),
    nameZh: name,
    nameEn: Type.Optional(name),
    division: Type.Optional(Type.String({ maxLength: 20 })),
    parent: Type.Optional(Type.String({ maxLength: 300 })),
    /** 亩: area of a plot or pond, at most two decimals. */
    areaMu: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 9_999_999 })),
    demo: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type PlaceRegistration = Static<typeof PlaceRegistration>;

/** What is wrong with a party's own fields. `at` is where they stand. */
export function checkParty(
  party: Partial<Omit<PartyFacts, 'demo' | 'kind'>> | PartyRegistration,
  at: string,
): readonly RegistrationProblem[] {
  const problems: RegistrationProblem[] = [];
  if (party.uscc != null) problems.push(...checkUscc(party.uscc, party.usccException ?? undefined, at));
  if (party.pgln != null && pglnOf(party.pgln) === undefined)
    problems.push(registrationProblem(`${at}/pgln`, 'pglnWrong'));
  if (party.division != null && !parseDivisionCode(party.division).ok) {
    problems.push(registrationProblem(`${at}/division`, 'divisionWrong'));
  }
  for (const [index, prefix] of (party.gs1Prefixes ?? []).entries()) {
    if (!/^\d{4,12}$/.test(prefix))
      problems.push(registrationProblem(`${at}/gs1Prefixes/${index}`, 'gs1PrefixWrong'));
  }
  return problems;
}

/** A code that fails its check character alone may be kept with a reason: such codes were really issued. */
function checkUscc(uscc: string, exception: string | undefined, at: string): readonly RegistrationProblem[] {
  const read = parseUscc(uscc);
  if (read.ok) return [];
  if (read.error.code !== 'incorrectCheckDigit') return [registrationProblem(`${at}/uscc`, 'usccWrong')];
  return exception === undefined ? [registrationProblem(`${at}/uscc`, 'usccCheckWrong')] : [];
}

/** Facts of a registration whose fields were checked. What it does not say is not so. */
export function factsOf(party: PartyRegistration): PartyFacts & { readonly uscc: string } {
  return {
    kind: party.kind as PartyKind,
    nameZh: party.nameZh,
    nameEn: party.nameEn ?? null,
    uscc: party.uscc,
    usccException: parseUscc(party.uscc).ok ? null : (party.usccException ?? null),
    pgln: party.pgln === undefined ? null : (pglnOf(party.pgln) ?? null),
    gs1Prefixes: party.gs1Prefixes ?? [],
    division: party.division ?? null,
    address: party.address ?? null,
    phone: party.phone ?? null,
    demo: party.demo ?? false,
  };
}

/** What is wrong with a place's own fields. */
export function checkPlace(place: PlaceRegistration, at: string): readonly RegistrationProblem[] {
  const problems: RegistrationProblem[] = [];
  if (placeUriOf(place.uri) === undefined) problems.push(registrationProblem(`${at}/uri`, 'placeWrong'));
  if (place.parent !== undefined && placeUriOf(place.parent) === undefined)
    problems.push(registrationProblem(`${at}/parent`, 'placeWrong'));
  if (place.division !== undefined && !parseDivisionCode(place.division).ok) {
    problems.push(registrationProblem(`${at}/division`, 'divisionWrong'));
  }
  return problems;
}

const UUID_URN = /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The canonical link of a place: from a link, a URN, or thirteen digits. A place without a GLN is a UUID (RFC 9562). */
export function placeUriOf(text: string): string | undefined {
  const lower = text.toLowerCase();
  return UUID_URN.test(lower) ? lower : linkOf(text, 'place', '414');
}

/** The canonical link of a party. */
export function pglnOf(text: string): string | undefined {
  return linkOf(text, 'party', '417');
}

function linkOf(text: string, kind: 'place' | 'party', key: string): string | undefined {
  const received = parseGln(text).ok ? `https://id.gs1.org/${key}/${text}` : text;
  const epc = canonicalEpc(received);
  return epc.ok && epc.value.kind === kind ? epc.value.uri : undefined;
}
