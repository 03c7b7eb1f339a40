import type { Language } from '@pinxin/site/language';
import { choicesOf, type JsonSchema, withoutNull } from './json-schema.ts';

interface FieldBase {
  readonly name: string;
  readonly required: boolean;
  readonly description?: string;
  /** The schema's own name for it; the console's word where it has none. */
  readonly label?: Readonly<Record<Language, string>>;
  /** The schema's own words for the members of a closed set. */
  readonly words?: Readonly<Record<string, readonly [zh: string, en: string]>>;
  readonly unit?: string;
}

/** One field of a form, as a schema asks for it. Closed: what no case fits is a text. */
export type FormField = FieldBase &
  (
    | {
        readonly kind: 'text' | 'longText';
        readonly pattern?: string;
        readonly minLength?: number;
        readonly maxLength?: number;
      }
    | {
        readonly kind: 'number';
        readonly whole: boolean;
        readonly minimum?: number;
        readonly maximum?: number;
      }
    | { readonly kind: 'truth' | 'date' | 'instant' | 'texts' }
    | { readonly kind: 'localText'; readonly isLong: boolean }
    | { readonly kind: 'choice' | 'choices'; readonly choices: readonly string[] }
    | { readonly kind: 'group'; readonly fields: readonly FormField[] }
    | { readonly kind: 'list'; readonly fields: readonly FormField[] }
    | { readonly kind: 'variant'; readonly variants: readonly FormVariant[] }
  );

/** One of several shapes that a value may take. */
export interface FormVariant {
  readonly name: string;
  readonly fields: readonly FormField[];
}

const LOCAL_DATE = /^\^\\d\{4\}-\\d\{2\}-\\d\{2\}\$$/;
const LONG =
  /(reason|note|opinion|text|description|summary|basis|measures|facts|remarks|advice|instructions)$/i;
const LONG_LIMIT = 400;

/** The fields of an object schema in the order in which it names them; `skip` are those that the screen gives itself. */
export function formFields(schema: JsonSchema, skip: readonly string[] = []): readonly FormField[] {
  const whole = flattened(schema);
  const required = new Set(whole.required ?? []);
  return Object.entries(whole.properties ?? {})
    .filter(([name, property]) => !skip.includes(name) && property.const === undefined)
    .map(([name, property]) => formField(name, property, required.has(name)));
}

function formField(name: string, given: JsonSchema, required: boolean): FormField {
  const { schema, nullable } = withoutNull(given);
  const base: FieldBase = {
    name,
    required: required && !nullable,
    ...(schema.description === undefined ? {} : { description: schema.description }),
    ...told(schema),
  };
  const choices = choicesOf(schema);
  if (choices) return { ...base, kind: 'choice', choices };
  if (schema.type === 'boolean') return { ...base, kind: 'truth' };
  if (schema.type === 'integer' || schema.type === 'number') {
    return { ...base, kind: 'number', whole: schema.type === 'integer', ...limits(schema) };
  }
  if (schema.type === 'array') return arrayField(base, schema);
  if (schema.properties || schema.allOf) return objectField(base, flattened(schema));
  const objects = (schema.anyOf ?? schema.oneOf ?? []).filter(branch => branch.properties);
  if (objects.length > 1) return { ...base, kind: 'variant', variants: objects.map(variant) };
  return textField(base, schema);
}

/** A branch is named by its constant, else by its only or first property. */
function variant(branch: JsonSchema): FormVariant {
  const properties = Object.entries(branch.properties ?? {});
  const constant = properties.find(([, { const: value }]) => typeof value === 'string')?.[1].const;
  return { name: String(constant ?? properties[0]?.[0] ?? ''), fields: formFields(branch) };
}

function arrayField(base: FieldBase, { items = {} }: JsonSchema): FormField {
  const { schema } = withoutNull(items);
  const choices = choicesOf(schema);
  if (choices) return { ...base, kind: 'choices', choices };
  if (schema.properties) return { ...base, kind: 'list', fields: formFields(schema) };
  return { ...base, kind: 'texts' };
}

function objectField(base: FieldBase, schema: JsonSchema): FormField {
  const names = Object.keys(schema.properties ?? {});
  if (names.includes('zh-CN') && names.every(name => name === 'zh-CN' || name === 'en')) {
    const isLong = (schema.properties?.['zh-CN']?.maxLength ?? 0) >= LONG_LIMIT;
    return { ...base, kind: 'localText', isLong };
  }
  return { ...base, kind: 'group', fields: formFields(schema) };
}

function textField(base: FieldBase, schema: JsonSchema): FormField {
  if (schema.format === 'date' || (schema.pattern !== undefined && LOCAL_DATE.test(schema.pattern))) {
    return { ...base, kind: 'date' };
  }
  if (schema.format === 'date-time') return { ...base, kind: 'instant' };
  const lines = schema['x-lines'] ?? 1;
  const long = lines > 1 || LONG.test(base.name) || (schema.maxLength ?? 0) >= LONG_LIMIT;
  return { ...base, kind: long ? 'longText' : 'text', ...lengths(schema) };
}

/** What the schema itself says in words. */
function told(schema: JsonSchema) {
  const { title, 'x-en': en, 'x-words': own, 'x-unit': unit, 'x-money': money } = schema;
  const words = own ?? schema.items?.['x-words'];
  return {
    ...(title === undefined ? {} : { label: { 'zh-CN': title, en: en ?? title } }),
    ...(words === undefined ? {} : { words }),
    ...(unit === undefined ? {} : { unit }),
    ...(money === 'fen' ? { unit: '分' } : {}),
  };
}

function flattened(schema: JsonSchema): JsonSchema {
  if (!schema.allOf) return schema;
  const parts = [schema, ...schema.allOf.map(flattened)];
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map(({ properties }) => properties ?? {})) as Record<
      string,
      JsonSchema
    >,
    required: parts.flatMap(({ required }) => required ?? []),
  };
}

function limits({ minimum, maximum }: JsonSchema) {
  return { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
}

function lengths({ pattern, minLength, maxLength }: JsonSchema) {
  return {
    ...(pattern === undefined ? {} : { pattern }),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
}
