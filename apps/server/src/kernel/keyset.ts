/** Where a page of a list ended: the sort value and the number of its last row. */
export interface PageEnd {
  readonly value: string | number;
  readonly id: number;
}

/** A page's end as a token for `after`; what it holds is nobody's business. */
export function pageToken(end: PageEnd): string {
  return Buffer.from(JSON.stringify([end.value, end.id])).toString('base64url');
}

/** Reads a token; undefined when it is none of ours. */
export function readPageToken(token: string): PageEnd | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (!Array.isArray(read) || read.length !== 2) return undefined;
    const [value, id] = read as unknown[];
    if (!Number.isSafeInteger(id) || (typeof value !== 'string' && !Number.isSafeInteger(value)))
      return undefined;
    return { value: value as string | number, id: id as number };
  } catch {
    return undefined;
  }
}

/** One page of a list, as every list route answers. */
export interface ListAnswer<Item> {
  readonly items: readonly Item[];
  /** Exact, unless `totalIsAtLeast`. */
  readonly total: number;
  readonly totalIsAtLeast: boolean;
  /** Goes into `after` for the next page; null on the last. */
  readonly next: string | null;
}

/** Makes the answer of a page and a count that ended at `mostCounted`. */
export function listAnswer<Item>(
  items: readonly Item[],
  end: PageEnd | undefined,
  count: number,
  mostCounted: number,
): ListAnswer<Item> {
  return {
    items,
    total: Math.min(count, mostCounted),
    totalIsAtLeast: count > mostCounted,
    next: end === undefined ? null : pageToken(end),
  };
}
