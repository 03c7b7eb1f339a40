import { type FormField, formFields } from './form-fields.ts';
import type { JsonSchema, Operation } from './json-schema.ts';

/** Parameters that move through a list instead of narrowing it. */
const MOVING: readonly string[] = [
  'cursor',
  'after',
  'before',
  'page',
  'next',
  'from-key',
  'limit',
  'pageSize',
  'perPage',
  'sort',
  'order',
  'lang',
  'format',
  'total',
];

/** The filter of a list, as its operation names it. */
export function queryFields(operation: Operation | undefined): readonly FormField[] {
  const filters = (operation?.parameters ?? []).filter(
    parameter => parameter.in === 'query' && !MOVING.includes(parameter.name),
  );
  const properties = Object.fromEntries(
    filters.map(({ name, schema }): [string, JsonSchema] => [name, schema]),
  );
  return formFields({ type: 'object', properties });
}

/** The orders that a list offers, such as `name` and `-name`; empty when it has one order only. */
export function sortChoices(operation: Operation | undefined): readonly string[] {
  const sort = operation?.parameters?.find(({ name }) => name === 'sort')?.schema;
  if (sort === undefined) return [];
  const values = sort.enum ?? (sort.anyOf ?? []).map(branch => branch.const);
  return values.filter(value => typeof value === 'string');
}

/** The parameter by which a list is continued. */
export function cursorName(operation: Operation | undefined): string {
  const names = (operation?.parameters ?? []).map(({ name }) => name);
  return ['cursor', 'after', 'before', 'next', 'page'].find(name => names.includes(name)) ?? 'cursor';
}
