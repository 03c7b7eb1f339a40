/**
 * 统一社会信用代码 for invented parties (GB 32100-2015 over GB 11714-1997).
 * The organisation codes PDY00001–PDY99999 are the standard's own user-defined area and never given to anyone,
 * so that no invented code can be a real enterprise's.
 */

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_WEIGHTS: readonly number[] = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11714: C9 = 11 − Σ mod 11, letters A=10 … Z=35; 10 is written X, 11 is written 0. */
function organisationCode(number: number): string {
  const body = `PDY${String(number).padStart(5, '0')}`;
  let sum = 0;
  ORGANISATION_WEIGHTS.forEach((weight, index) => {
    sum += weight * Number.parseInt(body[index] as string, 36);
  });
  const rest = 11 - (sum % 11);
  return body + (rest === 10 ? 'X' : rest === 11 ? '0' : String(rest));
}

/**
 * The code of the demo's party `number` (1–99999), registered in `division`.
 * `registrar` is the first two characters: 91 enterprise, 92 individual business, 93 cooperative,
 * 11 government organ, 12 public institution, 51 association.
 */
export function demoUscc(registrar: string, division: string, number: number): string {
  const body = registrar + division + organisationCode(number);
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    sum += weight * USCC_ALPHABET.indexOf(character);
    weight = (weight * 3) % 31;
  }
  return body + USCC_ALPHABET[(31 - (sum % 31)) % 31];
}
