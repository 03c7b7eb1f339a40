import { STATEMENT_CONTENT } from '@pinxin/contract/statements/content';
import { STATEMENT_KINDS } from '@pinxin/contract/statements/kind';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { CONTENT_TABLES, columnOf, fieldOf, singleFields } from './content-tables.ts';

describe('typed tables', () => {
  let t: TestContext;
  beforeAll(async () => {
    t = await testContext();
  });
  afterAll(() => t.close());

  const columnsOf = async (table: string) =>
    (
      await t.database.pool.query<{ name: string; optional: boolean }>(
        `select attname::text as name, not attnotnull as optional from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
        [table],
      )
    ).rows;

  it.each(STATEMENT_KINDS)('of a %s have a column for each field, and no other', async kind => {
    const { table, lists } = CONTENT_TABLES[kind];
    const schema = STATEMENT_CONTENT[kind] as unknown as Shape;
    const columns = await columnsOf(table);
    expect(columns.map(({ name }) => name).slice(1)).toEqual(singleFields(kind).map(columnOf));
    expect(
      columns
        .slice(1)
        .filter(({ optional }) => !optional)
        .map(({ name }) => fieldOf(name)),
    ).toEqual(schema.required.filter(field => !(field in lists)));
    for (const [field, list] of Object.entries(lists)) {
      const rows = schema.properties[field]!.items!;
      const listed = await columnsOf(list);
      expect(listed.map(({ name }) => name).slice(2)).toEqual(Object.keys(rows.properties).map(columnOf));
      expect(
        listed
          .slice(2)
          .filter(({ optional }) => !optional)
          .map(({ name }) => fieldOf(name)),
      ).toEqual(rows.required);
    }
  });

  it.each(STATEMENT_KINDS)('of a %s have a label in both languages for each field', kind => {
    for (const schema of fieldsOf(STATEMENT_CONTENT[kind] as unknown as Shape)) {
      expect(schema.title, JSON.stringify(schema)).toMatch(/\S/);
      expect(schema['x-en'], JSON.stringify(schema)).toMatch(/\S/);
    }
  });
});

interface Shape {
  readonly title?: string;
  readonly 'x-en'?: string;
  readonly properties: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  readonly items?: Shape;
}

function fieldsOf(shape: Shape): readonly Shape[] {
  return Object.values(shape.properties).flatMap(field => [
    field,
    ...(field.items === undefined ? [] : fieldsOf(field.items)),
  ]);
}
