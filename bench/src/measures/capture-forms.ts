import { type Database, openDatabase } from '@pinxin/server/kernel/db/database';
import { chainWords } from '../chain/chain-words.ts';
import type { DatabaseServer } from '../database-server.ts';
import { type Figure, ratioOf } from '../figure.ts';
import { type BodyForm, freshOf } from '../load/event-bodies.ts';
import { captureLoad } from '../load/run-apart.ts';
import type { Options } from '../options.ts';
import { interleaved } from '../rounds.ts';
import { captureHeaders, serveOurs } from '../subject/our-server.ts';
import { assertStored } from './stored-events.ts';

const BATCH = 100;
const CONNECTIONS = 16;
const CEILING = 20_000;

/** Capture of documents of 100 events as XML, and with every tenth event told again, against plain JSON: in turns, by one server. */
export async function measureForms(server: DatabaseServer, options: Options): Promise<Figure[]> {
  const url = await server.newDatabase('capture_forms');
  const database = openDatabase(url, 2, () => {});
  const { party } = await chainWords(database.pool);
  const headers = await captureHeaders(database, party);
  const process = await serveOurs({ databaseUrl: url, folder: `${server.folder}/capture_forms` });
  try {
    let run = 0;
    const round = async (form: BodyForm): Promise<number> => {
      const task = { url: `${process.origin}/capture`, headers, run: `f${run++}`, batch: BATCH, form };
      return await sendRound(database, { ...task, seconds: options.seconds });
    };
    const spreads = await interleaved(options.rounds, {
      json: () => round('json'),
      xml: () => round('xml'),
      repeats: () => round('repeats'),
    });
    const figure = (name: string, form: 'xml' | 'repeats', note: string): Figure => ({
      ...{
        bench: 'capture',
        name,
        size: null,
        value: ratioOf(spreads[form], spreads.json, 'rate'),
        unit: '×',
      },
      ...{
        ours: spreads[form],
        baseline: { ...spreads.json, name: 'the same as JSON, each told once' },
        note,
      },
    });
    return [
      figure('capture as XML, 100 events a document', 'xml', 'events/s'),
      figure(
        'capture with a tenth told again',
        'repeats',
        'events/s, repeated ones among them; each stored once',
      ),
    ];
  } finally {
    await process.stop();
    await database.close();
    await server.drop('capture_forms');
  }
}

interface FormTask {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly run: string;
  readonly batch: number;
  readonly form: BodyForm;
  readonly seconds: number;
}

async function sendRound(database: Database, task: FormTask): Promise<number> {
  const limit = CEILING * task.seconds;
  const result = await captureLoad({ ...task, connections: CONNECTIONS, limit });
  const stored = (result.acknowledged / task.batch) * freshOf(task.form, task.batch);
  await assertStored(database.pool, task.run, { ...result, acknowledged: stored });
  return result.acknowledged / (result.milliseconds / 1000);
}
