import dayjs from 'dayjs';
import type { FormField } from '../schema/form-fields.ts';
import type { FormValues } from '../schema/form-values.ts';

/** A record's values as a form holds them: of several shapes the one that it has. */
export function toFormValues(fields: readonly FormField[], values: FormValues): FormValues {
  return Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      const value = values[field.name];
      return value === undefined || value === null ? [] : [[field.name, startOf(field, value)]];
    }),
  );
}

function startOf(field: FormField, value: unknown): unknown {
  switch (field.kind) {
    case 'group':
      return toFormValues(field.fields, value as FormValues);
    case 'list':
      return (value as readonly FormValues[]).map(row => toFormValues(field.fields, row));
    case 'variant': {
      const given = value as FormValues;
      const variant = field.variants.find(({ fields }) => fields.every(({ name }) => name in given));
      return { ...given, variant: variant?.name };
    }
    default:
      return value;
  }
}

/** A date text as the picker holds it, and back. */
export const dateIn = (value: unknown) => ({ value: typeof value === 'string' ? dayjs(value) : null });
export const dateOut = (date: dayjs.Dayjs | null) => date?.format('YYYY-MM-DD');
export const instantOut = (date: dayjs.Dayjs | null) => date?.toISOString();
