import type { Indicator } from '@pinxin/rules/indicator';
import { addDays } from '@pinxin/rules/local-date';
import { systemClock } from '@pinxin/server/kernel/clock';
import type { Context } from '@pinxin/server/kernel/context';
import type { Database } from '@pinxin/server/kernel/db/database';
import { recountAll } from '@pinxin/server/slices/programme/count/count-statements';
import { countedPage } from '@pinxin/server/slices/programme/goal/counted';
import { curveOf, measure } from '@pinxin/server/slices/programme/goal/evaluate';
import { fillStatements } from '@pinxin/server/slices/statements/testing/fill-statements';
import type { DatabaseServer } from '../database-server.ts';
import type { Figure } from '../figure.ts';
import { withDatabase } from '../register/load-parties.ts';
import { percentile, spreadOf } from '../rounds.ts';

/** Statements of the full measurement. */
export const COUNTED_STATEMENTS = 1_000_000;
const ASKED = 60;
const RECOUNTED = 5;
const BAR = { kind: 'atMost', value: 100 } as const;

const SCHEMES = ['scheme-0', 'scheme-7', 'scheme-14', 'scheme-21'];
const COUNT: Indicator = { kind: 'countValid', schemes: SCHEMES };
const SHARE: Indicator = {
  kind: 'share',
  schemes: SCHEMES,
  whole: Array.from({ length: 30 }, (_, index) => `scheme-${index}`),
};

/** Days spread over the three years that the register covers, and after. */
const dayOf = (asked: number) => addDays('2023-08-01', (asked * 37) % 1_400);

/** Goals over a register: value with its divisions, curve, drill-down as of any day; beside a recount of all statements. */
export async function measureProgramme(server: DatabaseServer, count: number): Promise<Figure[]> {
  const url = await server.newDatabase('programme');
  try {
    return await withDatabase(url, async database => {
      await fillStatements(database.pool, count);
      const start = performance.now();
      await recountAll(contextOver(database));
      const rebuilt = (performance.now() - start) / 1_000;
      const naive = await recounts(database);
      return [
        await timed(
          'value and divisions of a goal over four schemes',
          count,
          day => measure(database, COUNT, day),
          naive,
        ),
        await timed('value and divisions of a share of thirty schemes', count, day =>
          measure(database, SHARE, day),
        ),
        await timed('curve of a goal, three years', count, day =>
          curveOf(database, COUNT, '2023-07-01', day),
        ),
        await timed('the statements behind a goal, a page of 50', count, day =>
          countedPage(database, COUNT, { day, limit: 50 }),
        ),
        await timed('the statements behind a goal in one city', count, day =>
          countedPage(database, COUNT, { day, division: '6401', limit: 50 }),
        ),
        {
          bench: 'programme',
          name: 'all counts made anew',
          size: count,
          value: rebuilt,
          unit: 's',
          note: 'from the statements, in one transaction',
        },
      ];
    });
  } finally {
    await server.drop('programme');
  }
}

function contextOver(database: Database): Context {
  const log = { error: console.error, warn: console.error, info: () => {}, debug: () => {} };
  return { database, clock: systemClock, newId: () => '', log } as unknown as Context;
}

async function timed(
  name: string,
  size: number,
  ask: (day: string) => Promise<unknown>,
  baseline?: readonly number[],
): Promise<Figure> {
  const times: number[] = [];
  for (let asked = 0; asked < ASKED; asked++) {
    const start = performance.now();
    await ask(dayOf(asked));
    times.push(performance.now() - start);
  }
  return {
    ...{ bench: 'programme', name: `${name}, p95`, size, value: percentile(times, 0.95), unit: 'ms' },
    ...{ ours: spreadOf(times), bar: BAR, note: `${ASKED} different days, one after another` },
    ...(baseline === undefined
      ? {}
      : { baseline: { name: 'a recount of all statements in SQL', ...spreadOf(baseline) } }),
  };
}

/** What a count costs that looks at every statement; the answers must be the same. */
async function recounts({ pool, ...rest }: Database): Promise<readonly number[]> {
  const times: number[] = [];
  for (let asked = 0; asked < RECOUNTED; asked++) {
    const day = dayOf(asked * 11);
    const start = performance.now();
    const { rows } = await pool.query<{ n: number }>(
      `select count(*)::int as n from statement s
         join lateral (select to_status from statement_change c where c.statement = s.id and c.at < ($2::date + 1)::timestamp at time zone 'Asia/Shanghai'
           order by seq desc limit 1) h on h.to_status = 'valid'
        where s.scheme = any($1) and s.valid_from <= $2 and (s.valid_to is null or s.valid_to >= $2)`,
      [SCHEMES, day],
    );
    times.push(performance.now() - start);
    const { value } = await measure({ pool, ...rest }, COUNT, day);
    if (value !== rows[0]?.n) throw new Error(`as of ${day}: ${value}, but a recount gives ${rows[0]?.n}`);
  }
  return times;
}
