import type { Condition, FieldTest } from './event-query.ts';
import type { Sql } from './sql.ts';

type FieldCondition = Extract<Condition, { kind: 'field' }>;

/** As much of a text as its index holds. */
const INDEXED = 64;

/** Rows of `event_field` that a condition finds, each branch by one index. */
export function fieldRows(sql: Sql, { name, places, test }: FieldCondition): string {
  const start = `select event from event_field as field
          where field.name = (select id from term where uri = ${sql.value(name)}) and field.place = any(${sql.value(places)}::smallint[])`;
  return branches(sql, test)
    .map(branch => `${start}${branch === '' ? '' : ` and ${branch}`}`)
    .join(' union all ');
}

/** Whether the event `e` has such a field. */
export function fieldOfEvent(sql: Sql, { name, places, test }: FieldCondition): string {
  const tests = branches(sql, test).map(branch => (branch === '' ? 'true' : `(${branch})`));
  return `exists (select from (select place, uom, text, number, at from event_field
        where event_field.event = e.id and event_field.name = (select id from term where uri = ${sql.value(name)}) offset 0) as field
        where field.place = any(${sql.value(places)}::smallint[]) and (${tests.join(' or ')}))`;
}

function branches(sql: Sql, test: FieldTest): readonly string[] {
  switch (test.kind) {
    case 'exists':
      return [''];
    case 'text': {
      const starts = test.values.map(value => [...value].slice(0, INDEXED).join(''));
      return [
        `left(field.text, ${INDEXED}) = any(${sql.value(starts)}::text[]) and field.text = any(${sql.value(test.values)}::text[])`,
      ];
    }
    case 'number':
      return test.amounts.map(({ uom, value }) => {
        const unit =
          uom === undefined
            ? 'field.uom is null'
            : `field.uom = (select id from term where uri = ${sql.value(uom)})`;
        return `${unit} and field.number ${test.operator} ${sql.value(value)}::numeric`;
      });
    case 'time':
      return [`field.at ${test.operator} ${sql.value(test.at)}::timestamptz`];
  }
}
