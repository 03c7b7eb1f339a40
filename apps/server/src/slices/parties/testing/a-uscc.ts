import { organisationCheckOf } from '@pinxin/identifiers/organisation-code';
import { usccCheckOf } from '@pinxin/identifiers/uscc';

/** A code of the standard's user-defined area (PDY00001 …, GB 11714-1997), which no real party has. */
export function aUscc(number: number, division = '640521'): string {
  const organisation = `PDY${String(number).padStart(5, '0')}`;
  const check = organisationCheckOf(organisation);
  const body = `91${division}${organisation}${check.ok ? check.value : ''}`;
  const last = usccCheckOf(body);
  return `${body}${last.ok ? last.value : ''}`;
}

/** The same code with another check character. */
export function withWrongCheck(uscc: string): string {
  return `${uscc.slice(0, 17)}${uscc.endsWith('0') ? '1' : '0'}`;
}
