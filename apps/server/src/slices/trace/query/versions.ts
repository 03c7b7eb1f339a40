import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import { type Headers, headerText } from './accepted-types.ts';

/** Editions that are spoken, the best first. JSON is 2.0 only. */
const SPOKEN = ['2.0', '1.2'] as const;
type Version = (typeof SPOKEN)[number];

/** Names of the three headers that choose among editions of one standard. */
interface VersionHeaders {
  readonly exact: VersionHeader;
  readonly least: VersionHeader;
  readonly most: VersionHeader;
}

/** A header that names an edition. */
export type VersionHeader =
  | 'gs1-epcis-version'
  | 'gs1-epcis-min'
  | 'gs1-epcis-max'
  | 'gs1-cbv-version'
  | 'gs1-cbv-min'
  | 'gs1-cbv-max';

export const EPCIS_HEADERS: VersionHeaders = {
  exact: 'gs1-epcis-version',
  least: 'gs1-epcis-min',
  most: 'gs1-epcis-max',
};
export const CBV_HEADERS: VersionHeaders = {
  exact: 'gs1-cbv-version',
  least: 'gs1-cbv-min',
  most: 'gs1-cbv-max',
};

/** An edition as a number: 2.0.1 is as good as 2.0. */
function readVersion(text: string): number | undefined {
  const [, major, minor = '0'] = /^(\d{1,3})(?:\.(\d{1,3}))?(?:\.\d{1,3})?$/.exec(text) ?? [];
  return major === undefined ? undefined : Number(major) * 1000 + Number(minor);
}

/** Editions that a request accepts, the best first; refused with the header that cannot be met. */
export function acceptedVersions(
  headers: Headers,
  names: VersionHeaders,
): Result<readonly Version[], VersionHeader> {
  let left: readonly Version[] = SPOKEN;
  const checks = [
    [names.exact, (own: number, asked: number) => own === asked],
    [names.least, (own: number, asked: number) => own >= asked],
    [names.most, (own: number, asked: number) => own <= asked],
  ] as const;
  for (const [name, fits] of checks) {
    const given = headerText(headers, name)?.trim();
    if (given === undefined || given === '') continue;
    const asked = readVersion(given);
    if (asked === undefined) return refuse(name);
    left = left.filter(version => fits(readVersion(version) ?? 0, asked));
    if (left.length === 0) return refuse(name);
  }
  return ok(left);
}
