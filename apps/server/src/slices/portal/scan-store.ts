import type { Database } from '../../kernel/db/database.ts';

/** Scans of one code since the last writing. */
export interface ScanTally {
  readonly lot: number;
  readonly day: string;
  readonly division: string;
  readonly scans: number;
  readonly firstAt: Date;
}

/** Adds tallies to the counts, all in one statement. Rows are ordered, so that two servers do not wait for each other in a ring. */
export async function addScans(database: Database, tallies: readonly ScanTally[]): Promise<void> {
  if (tallies.length === 0) return;
  const ordered = [...tallies].sort(
    (one, other) => one.lot - other.lot || one.division.localeCompare(other.division),
  );
  await database.pool.query({
    name: 'add-scans',
    text: `with told as (
        select * from unnest($1::bigint[], $2::date[], $3::text[], $4::int[], $5::timestamptz[]) as t(lot, day, division, scans, at)
      ), counted as (
        insert into scan_count (lot, day, division, scans) select lot, day, division, scans from told
        on conflict (lot, day, division) do update set scans = scan_count.scans + excluded.scans
      )
      insert into scan_first (lot, at, division)
      select distinct on (lot) lot, at, division from told order by lot, at
      on conflict (lot) do nothing`,
    values: [
      ordered.map(tally => tally.lot),
      ordered.map(tally => tally.day),
      ordered.map(tally => tally.division),
      ordered.map(tally => tally.scans),
      ordered.map(tally => tally.firstAt),
    ],
  });
}
