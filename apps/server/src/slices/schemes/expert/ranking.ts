/** An application of a round with the mean of its points, as decimal text. */
export interface Scored {
  readonly id: string;
  readonly points: string;
}

/** A place in the order. Equal points share a place, and the next place is as far on as there were equals (1, 2, 2, 4). */
export interface Ranked extends Scored {
  readonly rank: number;
}

/** 综合排序: the order of a round by points. Pure; ties are shown, not broken. */
export function rank(scored: readonly Scored[]): readonly Ranked[] {
  const cents = (points: string) => Math.round(Number(points) * 100);
  const order = [...scored].sort((a, b) => cents(b.points) - cents(a.points) || (a.id < b.id ? -1 : 1));
  return order.map(one => ({
    ...one,
    rank: 1 + order.filter(other => cents(other.points) > cents(one.points)).length,
  }));
}

/** Whether a choice takes one of several equals and leaves another, or a worse one before a better one. */
export function choiceNeedsReason(ranked: readonly Ranked[], chosen: readonly string[]): boolean {
  const taken = new Set(chosen);
  const worst = Math.max(0, ...ranked.filter(({ id }) => taken.has(id)).map(({ rank: place }) => place));
  return ranked.some(({ id, rank: place }) => !taken.has(id) && place <= worst);
}
