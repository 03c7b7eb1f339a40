import { canonicalEpc } from '@pinxin/identifiers/canonical';
import { parseDivisionCode } from '@pinxin/identifiers/division-code';
import { parseGln } from '@pinxin/identifiers/gln';
import { parseUscc } from '@pinxin/identifiers/uscc';
import { type Static, Type } from 'typebox';
import { type RegistrationProblem, registrationProblem } from './registration.ts';

/** 主体类别 */
export const PARTY_KINDS = [
  'enterprise',
  'cooperative',
  'familyFarm',
  'household',
  'authority',
  'laboratory',
  'association',
] as const;

const name = Type.String({ minLength: 1, maxLength: 200 });

/** 主体登记: what is told of a party. The same code again updates it. */
export const PartyRegistration = Type.Object(
  {
    uscc: Type.String({ maxLength: 40 }),
    kind: Type.Enum([...PARTY_KINDS]),
    nameZh: name,
    nameEn: Type.Optional(name),
    pgln: Type.Optional(Type.String({ maxLength: 200 })),
    gs1Prefixes: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 50 })),
    division: Type.Optional(Type.String({ maxLength: 20 })),
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
    demo: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type PlaceRegistration = Static<typeof PlaceRegistration>;

/** A party's registration whose codes all check; links in canonical form. */
export function checkParty(party: PartyRegistration, at: string): readonly RegistrationProblem[] {
  const problems: RegistrationProblem[] = [];
  if (!parseUscc(party.uscc).ok) problems.push(registrationProblem(`${at}/uscc`, 'usccWrong'));
  if (party.pgln !== undefined && pglnOf(party.pgln) === undefined)
    problems.push(registrationProblem(`${at}/pgln`, 'pglnWrong'));
  if (party.division !== undefined && !parseDivisionCode(party.division).ok) {
    problems.push(registrationProblem(`${at}/division`, 'divisionWrong'));
  }
  for (const [index, prefix] of (party.gs1Prefixes ?? []).entries()) {
    if (!/^\d{4,12}$/.test(prefix))
      problems.push(registrationProblem(`${at}/gs1Prefixes/${index}`, 'gs1PrefixWrong'));
  }
  return problems;
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

/** The canonical link of a place: from a link, a URN, or thirteen digits. */
export function placeUriOf(text: string): string | undefined {
  return linkOf(text, 'place', '414');
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
