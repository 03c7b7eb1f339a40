import type { Tx } from '../../../kernel/transaction.ts';
import type { ToldElement } from './told-elements.ts';

/** Whose word on which element it is. */
export interface ElementKey {
  readonly element: number;
  readonly type: number;
  readonly party: number;
  /** The identifier is the party's own: everybody hears it. */
  readonly own: boolean;
}

/** What a party told of these elements before: digest by element and type. */
export async function knownDigests(
  tx: Tx,
  party: number,
  elements: readonly number[],
): Promise<ReadonlyMap<string, Buffer>> {
  const { rows } = await tx.client.query<{ key: string; digest: Buffer }>(
    `select element || ' ' || type as key, digest from vocabulary_element
     where party = $1 and element = any($2::int[])`,
    [party, elements],
  );
  return new Map(rows.map(({ key, digest }) => [key, digest]));
}

/** Writes what a party says of an element in the place of what it said before. */
export async function replaceElement(
  tx: Tx,
  { element, type, party, own }: ElementKey,
  { attributes, children, digest }: ToldElement,
  numberOf: (uri: string) => number,
): Promise<void> {
  await tx.client.query(
    `insert into vocabulary_element (element, type, party, own, told_at, digest) values ($1, $2, $3, $4, $5, $6)
     on conflict (element, type, party) do update
       set own = excluded.own, told_at = excluded.told_at, digest = excluded.digest`,
    [element, type, party, own, tx.at, digest],
  );
  await tx.client.query('delete from vocabulary_attribute where element = $1 and type = $2 and party = $3', [
    element,
    type,
    party,
  ]);
  await tx.client.query('delete from vocabulary_child where parent = $1 and type = $2 and party = $3', [
    element,
    type,
    party,
  ]);
  await tx.client.query(
    `insert into vocabulary_attribute (element, type, party, own, name, place, text, value)
     select $1, $2, $3, $4, name, place, text, value
     from unnest($5::int[], $6::smallint[], $7::text[], $8::jsonb[]) as told (name, place, text, value)`,
    [
      ...[element, type, party, own],
      attributes.map(({ name }) => numberOf(name)),
      attributes.map((_attribute, place) => place),
      attributes.map(({ text }) => text ?? null),
      attributes.map(({ value }) => JSON.stringify(value)),
    ],
  );
  await tx.client.query(
    `insert into vocabulary_child (parent, child, type, party, own)
     select $1, child, $2, $3, $4 from unnest($5::int[]) as child`,
    [element, type, party, own, children.map(numberOf)],
  );
}
