import type { JsonSchema } from './json-schema.ts';

const ASKED = ['name', 'about', 'scheme', 'validFrom', 'validTo', 'legalBasis', 'content'];

/**
 * The form of what is said of all rows of a batch. Plain fields of the content may be left to the sheet, so none of
 * them is asked for here; lists can stand here only.
 */
export function bulkForm(body: JsonSchema, content: JsonSchema): JsonSchema {
  const isList = (name: string) => content.properties?.[name]?.type === 'array';
  const common: JsonSchema = { ...content, required: (content.required ?? []).filter(isList) };
  const properties: Readonly<Record<string, JsonSchema>> = { ...body.properties, content: common };
  return {
    type: 'object',
    properties: Object.fromEntries(
      ASKED.flatMap((name): [string, JsonSchema][] => {
        const property = properties[name];
        return property === undefined ? [] : [[name, property]];
      }),
    ),
    required: (body.required ?? []).filter(name => ASKED.includes(name)),
  };
}
