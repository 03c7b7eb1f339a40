import type { ExactNumbers } from './json.ts';

/** JSON text of a value that stands at `key` of `holder`, its numbers as they were written. */
export function jsonText(
  value: unknown,
  holder: object,
  key: string,
  exact: ExactNumbers | undefined,
): string {
  if (typeof value === 'number') return exact?.get(holder)?.get(key) ?? JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => jsonText(item, value, String(index), exact)).join(',')}]`;
  }
  return jsonObjectText(Object.entries(value), value, exact);
}

/** The same of some members of an object. */
export function jsonObjectText(
  members: readonly (readonly [string, unknown])[],
  holder: object,
  exact: ExactNumbers | undefined,
): string {
  const texts = members.map(
    ([key, value]) => `${JSON.stringify(key)}:${jsonText(value, holder, key, exact)}`,
  );
  return `{${texts.join(',')}}`;
}
