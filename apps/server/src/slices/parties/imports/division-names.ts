/** A division as the region's table has it. */
export interface NamedDivision {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly parent: string | undefined;
}

/** Codes by what people write for a division: its name, with that of the division above, in English; not shortened. */
export function divisionNames(divisions: readonly NamedDivision[]): ReadonlyMap<string, readonly string[]> {
  const byCode = new Map(divisions.map(division => [division.code, division]));
  const codes = new Map<string, string[]>();
  for (const { code, nameZh, nameEn, parent } of divisions) {
    const above = parent === undefined ? undefined : byCode.get(parent);
    const top = above?.parent === undefined ? undefined : byCode.get(above.parent);
    const names = [nameZh, nameEn.replace(/\s/g, ''), `${above?.nameZh ?? ''}${nameZh}`];
    names.push(`${top?.nameZh ?? ''}${above?.nameZh ?? ''}${nameZh}`);
    for (const name of new Set(names)) codes.set(name, [...(codes.get(name) ?? []), code]);
  }
  return codes;
}
