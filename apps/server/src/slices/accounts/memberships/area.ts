/**
 * The area of an authority from its division code: `640521` a county, `640500` → `6405` a city, `640000` → `64` the
 * region (GB/T 2260). Undefined where no division is known.
 */
export function areaOf(division: string | null): string | undefined {
  if (division === null || !/^\d{6}/.test(division)) return undefined;
  return division.slice(0, 6).replace(/(?:00){1,2}$/, '');
}

/** Whether a text is such an area. */
export function isArea(text: string): boolean {
  return /^(?:\d{2}){1,3}$/.test(text) && !/^0|00$/.test(text);
}
