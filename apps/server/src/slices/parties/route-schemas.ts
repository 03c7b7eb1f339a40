import { SCOPES } from '@pinxin/contract/access';
import Type from 'typebox';
import { PARTY_KINDS, PLACE_KINDS } from './words.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const closed = { additionalProperties: false } as const;
const kinds = <T extends string>(list: readonly T[]) => Type.Union(list.map(kind => Type.Literal(kind)));

const party = {
  kind: kinds(PARTY_KINDS),
  nameZh: Name,
  nameEn: Type.Optional(Name),
  pgln: Type.Optional(Type.String({ maxLength: 200 })),
  gs1Prefixes: Type.Optional(Type.Array(Type.String(), { maxItems: 50 })),
  division: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String({ maxLength: 40, pattern: '^[0-9+ ()-]*$' })),
  isDemo: Type.Optional(Type.Boolean()),
};

const place = {
  party: Type.Optional(Type.String({ maxLength: 18 })),
  kind: kinds(PLACE_KINDS),
  nameZh: Name,
  nameEn: Type.Optional(Name),
  division: Type.Optional(Type.String()),
  parent: Type.Optional(Type.String({ maxLength: 500 })),
  isDemo: Type.Optional(Type.Boolean()),
};

/** Body of `PUT /parties/{uscc}`. */
export const PartyBody = Type.Object(party, closed);

/** A party in a batch. */
export const PartyItem = Type.Object({ uscc: Type.String({ maxLength: 40 }), ...party }, closed);

/** Body of `PUT /places/{uri}`. */
export const PlaceBody = Type.Object(place, closed);

/** A place in a batch. */
export const PlaceItem = Type.Object({ uri: Type.String({ maxLength: 600 }), ...place }, closed);

/** Body of `POST /parties/{uscc}/keys`. */
export const KeyBody = Type.Object(
  {
    scopes: Type.Array(kinds(SCOPES), { minItems: 1, maxItems: SCOPES.length }),
    label: Type.String({ minLength: 1, maxLength: 100 }),
  },
  closed,
);

/** Answer of a registration. */
export const RegisteredAnswer = Type.Object({ id: Type.String(), change: kinds(['created', 'changed', 'none']) });
