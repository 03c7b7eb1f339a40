/**
 * JSON in one form only: members sorted by their UTF-16 code units, no white space (RFC 8785). For values made of
 * texts, truth values, whole numbers, lists and objects; members that are undefined are left out.
 * Throws RangeError for a number that is not whole: decimals are texts here.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError(`not a whole number: ${value}`);
  return JSON.stringify(value);
}
