import type { Context } from '../../../kernel/context.ts';
import { within } from '../query/attribute-sql.ts';
import { heard } from '../query/sight-sql.ts';
import { Sql } from '../query/sql.ts';
import type { Viewer } from '../query/visibility.ts';
import type { MasterDataQuery } from './read-master-data-query.ts';

/** An element of a vocabulary as somebody told it. */
export interface FoundElement {
  readonly type: string;
  readonly uri: string;
  readonly attributes: readonly { readonly name: string; readonly value: unknown }[];
  readonly children: readonly string[];
}

/** Where a page of elements begins: behind this one. */
export interface ElementPlace {
  readonly type: string;
  readonly uri: string;
}

/**
 * Elements that the viewer heard of, by vocabulary and identifier. Of several who told of one the owner is heard, else
 * who spoke last.
 */
export async function elementsOf(
  ctx: Context,
  query: MasterDataQuery,
  viewer: Viewer,
  after: ElementPlace | undefined,
  limit: number,
): Promise<readonly FoundElement[]> {
  const sql = new Sql();
  const conditions = [heard(sql, viewer, 'told')];
  const terms = (uris: readonly string[]): string =>
    `select id from term where uri = any(${sql.value(uris)}::text[])`;
  const attribute = (condition: string): string =>
    `exists (select from vocabulary_attribute as said where said.element = told.element and said.type = told.type
       and said.party = told.party and ${condition})`;
  if (query.types !== undefined) conditions.push(`told.type in (${terms(query.types)})`);
  if (query.names !== undefined) conditions.push(`told.element in (${terms(query.names)})`);
  if (query.within !== undefined)
    conditions.push(`told.element in (${within(sql, terms(query.within), viewer)})`);
  if (query.hasAttributes !== undefined)
    conditions.push(attribute(`said.name in (${terms(query.hasAttributes)})`));
  for (const { name, values } of query.attributes)
    conditions.push(
      attribute(`said.name in (${terms([name])}) and said.text = any(${sql.value(values)}::text[])`),
    );
  if (after !== undefined)
    conditions.push(
      `(kind.uri collate "C", thing.uri collate "C") > (${sql.value(after.type)}, ${sql.value(after.uri)})`,
    );
  const named =
    query.attributeNames === undefined ? '' : ` and said.name in (${terms(query.attributeNames)})`;
  const { text, values } = sql.statement(`
    select found.type_uri as type, found.uri,
      coalesce((select json_agg(json_build_object('name', name.uri, 'value', said.value) order by said.place)
        from vocabulary_attribute as said join term as name on name.id = said.name
        where said.element = found.element and said.type = found.type and said.party = found.party${named}), '[]') as attributes,
      coalesce((select json_agg(inner_thing.uri order by inner_thing.uri)
        from vocabulary_child as below join term as inner_thing on inner_thing.id = below.child
        where below.parent = found.element and below.type = found.type and below.party = found.party), '[]') as children
    from (
      select distinct on (kind.uri collate "C", thing.uri collate "C") told.element, told.type, told.party,
        kind.uri as type_uri, thing.uri
      from vocabulary_element as told join term as kind on kind.id = told.type join term as thing on thing.id = told.element
      where ${conditions.join('\n        and ')}
      order by kind.uri collate "C", thing.uri collate "C", told.own desc, told.told_at desc
      limit ${sql.value(limit)}) as found
    order by found.type_uri collate "C", found.uri collate "C"`);
  const { rows } = await ctx.database.pool.query<FoundElement>(text, [...values]);
  return rows;
}
