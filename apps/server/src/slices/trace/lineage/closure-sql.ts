import type pg from 'pg';
import { type Database, openDatabase } from '../../../kernel/db/database.ts';
import { atOneMoment, type Moment } from '../../../kernel/db/one-moment.ts';
import { HEAD_ROW, NEIGHBOURHOOD, NODE_ROW } from './closure-sql-text.ts';
import type { LineageAnswer, LineageQuestion } from './lineage.ts';
import { Neighbourhood, type NodeToKnow, type ToldRow } from './neighbourhood.ts';

/** Lots beyond which a closure is left to the graph. */
export const SMALL_LIMIT = 2_000;

/** What one statement may bring: nodes guessed beyond those asked for, and rows. */
interface Helping {
  readonly guess: number;
  readonly rows: number;
}
const FIRST_HELPING: Helping = { guess: 300, rows: 4_000 };
const NEXT_GUESS = 1_000;
/** Rows for each lot of the limit: containers have many rows that lead nowhere. */
const ROWS_PER_LOT = 25;

/**
 * Plans must go by index, also when a statement was planned while the tables were nearly empty; planning takes longer
 * than most answers; and the estimates of a recursion are so far off that just-in-time compilation would begin.
 */
const PLANNING = `set enable_seqscan = off; set enable_bitmapscan = off; set enable_hashjoin = off;
  set enable_mergejoin = off; set jit = off; set plan_cache_mode = force_generic_plan`;

/** A pool whose connections plan as small closures need it. */
export function openClosureDatabase(url: string, onError: (error: Error) => void, size = 4): Database {
  const database = openDatabase(url, size, onError);
  // Done by the pool before it hands out a new connection.
  Object.assign(database.pool.options, { onConnect: (client: pg.PoolClient) => client.query(PLANNING) });
  return database;
}

/**
 * A closure in one statement, which is a snapshot by itself: most traces are; 'tooLarge' for all others. Exact: SQL
 * only fetches the rows that matter, and the lineage package, the one place that knows the rules, walks over them.
 */
export async function closureAtOnce(
  pool: pg.Pool,
  question: LineageQuestion,
  limit: number = SMALL_LIMIT,
): Promise<LineageAnswer | 'tooLarge'> {
  const { guess, rows } = FIRST_HELPING;
  if (question.suspects.length > Math.min(limit, guess)) return 'tooLarge';
  const outcome = await new ClosureWalk(pool, question, limit).step({ guess, rows });
  return typeof outcome === 'string' ? 'tooLarge' : outcome;
}

/** A closure by as many statements as it takes, at one moment; 'tooLarge' when it has more than `limit` lots. */
export async function closureBySql(
  pool: pg.Pool,
  question: LineageQuestion,
  limit: number = SMALL_LIMIT,
): Promise<LineageAnswer | 'tooLarge'> {
  const atOnce = await closureAtOnce(pool, question, limit);
  if (atOnce !== 'tooLarge' || question.suspects.length > limit) return atOnce;
  return atOneMoment(pool, async moment => {
    const walk = new ClosureWalk(moment, question, limit);
    const rows = limit * ROWS_PER_LOT;
    let answer: StepOutcome = 'incomplete';
    while (answer === 'incomplete') {
      answer = await walk.step({ guess: NEXT_GUESS, rows });
      // The guess may have been what brought too many rows.
      if (answer === 'tooManyRows') answer = await walk.step({ guess: 0, rows });
    }
    return answer === 'tooManyRows' ? 'tooLarge' : answer;
  });
}

type StepOutcome = LineageAnswer | 'tooLarge' | 'tooManyRows' | 'incomplete';

/** The state of one closure: what is known grows with each step. */
class ClosureWalk {
  readonly #client: Moment;
  readonly #question: LineageQuestion;
  readonly #limit: number;
  readonly #known: Neighbourhood;
  #missing: readonly NodeToKnow[];

  constructor(client: Moment, question: LineageQuestion, limit: number) {
    this.#client = client;
    this.#question = question;
    this.#limit = limit;
    this.#known = new Neighbourhood(question);
    const whole = question.direction === 'forward';
    this.#missing = [...new Set(question.suspects.map(({ lot }) => lot))].map(lot => ({ lot, whole }));
  }

  async step({ guess, rows: most }: Helping): Promise<StepOutcome> {
    const { direction } = this.#question;
    const { rows } = await this.#client.query<Row>({
      name: `closure-${direction}`,
      text: NEIGHBOURHOOD[direction],
      values: [
        this.#missing.map(({ lot }) => lot),
        this.#missing.map(({ whole }) => whole),
        this.#missing.length + guess,
        most,
      ],
      rowMode: 'array',
    } as never);
    if (rows.length >= most) return 'tooManyRows';
    let watermark = 0;
    for (const row of rows) {
      const [event, , lot, role] = row;
      if (role === HEAD_ROW) watermark = event;
      else if (role === NODE_ROW) this.#known.know({ lot, whole: event === 1 });
      else this.#known.add(row as ToldRow);
    }
    const { found, missing } = this.#known.walk();
    if (found.lots.length > this.#limit || found.carriers.length > this.#limit) return 'tooLarge';
    this.#missing = missing;
    return missing.length > 0 ? 'incomplete' : { ...found, watermark, by: 'sql' };
  }
}

type Row = [event: number, time: number | null, lot: number, role: number, group: number];
