/** An application of a round as its list gives it. */
export interface RankedRow {
  readonly id: string;
  readonly state: string;
  readonly applicant: { readonly id: string; readonly name: string };
  /** The mean of what experts handed in; decimal. */
  readonly points: string | null;
  readonly rank: number | null;
}

/** By rank where there is one, else by points, most first; who has none comes last. */
export function inOrder(rows: readonly RankedRow[]): readonly RankedRow[] {
  return rows.toSorted(
    (one, other) =>
      (one.rank ?? Number.POSITIVE_INFINITY) - (other.rank ?? Number.POSITIVE_INFINITY) ||
      Number(other.points ?? -1) - Number(one.points ?? -1),
  );
}

/**
 * Whether the choice parts equals, or prefers somebody with fewer points: then the record wants a reason. The server
 * decides; this only asks for it in time.
 */
export function tieAtLimit(ranking: readonly RankedRow[], chosen: readonly string[]): boolean {
  const points = (isChosen: boolean) =>
    ranking.filter(({ id }) => chosen.includes(id) === isChosen).map(row => Number(row.points ?? 0));
  const [taken, left] = [points(true), points(false)];
  return taken.length > 0 && left.length > 0 && Math.max(...left) >= Math.min(...taken);
}
