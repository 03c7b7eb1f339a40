import { organisationCheckOf } from '@pinxin/identifiers/organisation-code';
import type { Result } from '@pinxin/identifiers/result';
import { usccCheckOf } from '@pinxin/identifiers/uscc';

/** The value of a check that cannot be refused: its body was made of digits and letters here. */
function known<E>(check: Result<string, E>): string {
  if (!check.ok) throw new Error(`a demo code was refused: ${JSON.stringify(check.error)}`);
  return check.value;
}

/**
 * 统一社会信用代码 of the demo's party `number` (1–99999), registered in `division` (GB 32100-2015).
 * Organisation codes PDY00001–PDY99999 are the user-defined area of GB 11714-1997 and never given to
 * anyone, so that
 * no invented code can be a real enterprise's. `registrar` is the first two characters: 91 enterprise, 92
 * individual
 * business, 93 cooperative, 11 government organ, 12 public institution, 51 association.
 */
export function demoUscc(registrar: string, division: string, number: number): string {
  const organisation = `PDY${String(number).padStart(5, '0')}`;
  const body = registrar + division + organisation + known(organisationCheckOf(organisation));
  return body + known(usccCheckOf(body));
}
