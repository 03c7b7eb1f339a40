/** Headers of a request. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A header's text, of several of one name all. */
export function headerText(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** A media range of an `Accept` header and its weight (RFC 9110, 12.5.1). */
interface MediaRange {
  readonly type: string;
  readonly weight: number;
}

function readRanges(accept: string): readonly MediaRange[] {
  const ranges: MediaRange[] = [];
  for (const part of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = part.split(';').map(each => each.trim());
    if (!/^[^/\s]+\/[^/\s]+$/.test(type)) continue;
    const given = parameters.find(each => each.startsWith('q='));
    const weight = given === undefined ? 1 : Number(given.slice(2));
    ranges.push({ type, weight: weight >= 0 && weight <= 1 ? weight : 0 });
  }
  return ranges.length === 0 ? [{ type: '*/*', weight: 1 }] : ranges;
}

/** The weight of the best of `types`; what is named exactly counts before what a wildcard covers. */
export function weightOf(types: readonly string[], accept: string): number {
  const ranges = readRanges(accept);
  const exact = ranges.filter(({ type }) => types.includes(type));
  const families = new Set(types.map(type => `${type.split('/')[0]}/*`));
  const family = ranges.filter(({ type }) => families.has(type));
  const any = ranges.filter(({ type }) => type === '*/*');
  const chosen = [exact, family, any].find(each => each.length > 0) ?? [];
  return Math.max(0, ...chosen.map(({ weight }) => weight));
}
