/** One page of a list, whichever words its answer uses. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** Opaque text that continues the list; undefined at its end. */
  readonly next: string | undefined;
  readonly total: number | undefined;
}

/** Reads `{ rows | items | parties | …: [], next?, total? }` or a bare array. */
export function listPage<Row>(answer: unknown): ListPage<Row> {
  if (Array.isArray(answer)) return { rows: answer as Row[], next: undefined, total: answer.length };
  const { next, nextCursor, cursor, total, count, page, pages, ...rest } = (answer ?? {}) as Record<
    string,
    unknown
  >;
  const rows = Object.values(rest).find(Array.isArray) as Row[] | undefined;
  const token = next ?? nextCursor ?? cursor ?? pageAfter(page, pages);
  const known = total ?? count;
  return {
    rows: rows ?? [],
    next:
      typeof token === 'string' && token !== ''
        ? token
        : typeof token === 'number'
          ? String(token)
          : undefined,
    total: typeof known === 'number' ? known : undefined,
  };
}

function pageAfter(page: unknown, pages: unknown): string | undefined {
  return typeof page === 'number' && typeof pages === 'number' && page < pages ? String(page + 1) : undefined;
}
