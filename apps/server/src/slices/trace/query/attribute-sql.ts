import type { Condition } from './event-query.ts';
import { heard } from './sight-sql.ts';
import type { Sql } from './sql.ts';
import type { Viewer } from './visibility.ts';

/** Vocabulary elements (terms) of whom the viewer heard such an attribute. */
export function attributeElements(
  sql: Sql,
  { names, values }: Extract<Condition, { kind: 'attribute' }>,
  viewer: Viewer,
): string {
  const named = `told.name in (select id from term where uri = any(${sql.value(names)}::text[]))`;
  const valued =
    values === undefined
      ? ''
      : ` and left(told.text, 64) = any(${sql.value(values.map(value => [...value].slice(0, 64).join('')))}::text[])
          and told.text = any(${sql.value(values)}::text[])`;
  return `select distinct told.element from vocabulary_attribute as told
        where ${named}${valued} and ${heard(sql, viewer, 'told')}`;
}

/**
 * Terms of the places that `start` selects and of all that lies in them: by the register of places, and by the
 * hierarchies of master data that the viewer heard of.
 */
export function within(sql: Sql, start: string, viewer: Viewer): string {
  return `with recursive below (id) as (
        ${start} union select inner_place.id from below cross join lateral (
          select place.id from place where place.parent = below.id
          union all select told.child from vocabulary_child as told
            where told.parent = below.id and ${heard(sql, viewer, 'told')}) as inner_place)
        select id from below`;
}
