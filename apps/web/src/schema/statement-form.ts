import type { JsonSchema } from './json-schema.ts';

const SUBJECTS = ['party', 'place', 'product', 'brand', 'lot'] as const;
const ASKED = ['subject', 'scheme', 'number', 'validFrom', 'validTo', 'legalBasis', 'content'];

/**
 * The form of one kind of statement: the envelope as the interface takes it, with the content of this kind in it,
 * and the subject as one of five.
 */
export function statementForm(body: JsonSchema, content: JsonSchema): JsonSchema {
  const parts = body.properties?.subject?.properties ?? {};
  const subject: JsonSchema = {
    anyOf: SUBJECTS.map(name => ({
      type: 'object',
      properties: { [name]: parts[name] ?? { type: 'string' } },
      required: [name],
    })),
  };
  const properties = { ...body.properties, subject, content };
  return {
    type: 'object',
    properties: Object.fromEntries(
      ASKED.flatMap((name): [string, JsonSchema][] => {
        const property = (properties as Readonly<Record<string, JsonSchema>>)[name];
        return property === undefined ? [] : [[name, property]];
      }),
    ),
    required: (body.required ?? []).filter(name => ASKED.includes(name)),
  };
}
