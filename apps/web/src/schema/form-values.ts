import type { FormField } from './form-fields.ts';

/** What a form holds: nested like the body. */
export type FormValues = Readonly<Record<string, unknown>>;

/**
 * The body that a form means: texts trimmed, empty ones left out (or null where a value is taken away that was
 * there before), so that an optional field that nobody filled does not fail its own pattern.
 */
export function bodyFrom(fields: readonly FormField[], values: FormValues, before?: FormValues): FormValues {
  const entries = fields.flatMap((field): [string, unknown][] => {
    const value = valueFrom(field, values[field.name]);
    if (value !== undefined) return [[field.name, value]];
    const had = before?.[field.name];
    return had === undefined || had === null ? [] : [[field.name, null]];
  });
  return Object.fromEntries(entries);
}

function valueFrom(field: FormField, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'date':
    case 'instant':
    case 'choice':
      return typeof value === 'string' ? value.trim() || undefined : value;
    case 'texts':
    case 'choices':
      return Array.isArray(value) && value.length > 0 ? value : undefined;
    case 'localText': {
      const { 'zh-CN': zh, en } = value as { 'zh-CN'?: string; en?: string };
      if (!zh?.trim()) return undefined;
      return { 'zh-CN': zh.trim(), ...(en?.trim() ? { en: en.trim() } : {}) };
    }
    case 'group': {
      const body = bodyFrom(field.fields, value as FormValues);
      return Object.keys(body).length > 0 || field.required ? body : undefined;
    }
    case 'list': {
      const rows = (value as readonly (FormValues | undefined)[]).map(row =>
        bodyFrom(field.fields, row ?? {}),
      );
      return rows.length > 0 || field.required ? rows : undefined;
    }
    case 'variant': {
      const { variant, ...rest } = value as FormValues;
      const chosen = field.variants.find(({ name }) => name === variant);
      return chosen ? bodyFrom(chosen.fields, rest) : undefined;
    }
    case 'number':
    case 'truth':
      return value;
  }
}
