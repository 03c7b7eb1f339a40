import { setTimeout as wait } from 'node:timers/promises';
import { type Database, openDatabase } from '@pinxin/server/kernel/db/database';
import { chainWords } from '../chain/chain-words.ts';
import type { DatabaseServer } from '../database-server.ts';
import type { Figure } from '../figure.ts';
import { captureLoad } from '../load/run-apart.ts';
import type { ServerProcess } from '../load/serve-apart.ts';
import { captureHeaders, queryHeaders, serveOurs } from '../subject/our-server.ts';

/** Documents of these sizes in turns, some answered when stored, some kept and worked off. */
const BATCHES = [100, 500, 1_000] as const;
const STEP = 100_000;
const STEPS = 10;
const CONNECTIONS = 8;
const MOST_SECONDS = 600;

/**
 * Memory of the server while a million events come in, and while they leave again as one document of either form: after
 * the tenth hundred thousand against after the first.
 */
export async function measureCaptureMemory(server: DatabaseServer, events: number = STEP): Promise<Figure[]> {
  const url = await server.newDatabase('capture_memory');
  const database = openDatabase(url, 2, () => {});
  const { party } = await chainWords(database.pool);
  const headers = await captureHeaders(database, party);
  const reading = await queryHeaders(database, party);
  const process = await serveOurs({ databaseUrl: url, folder: `${server.folder}/capture_memory` });
  try {
    const resident: number[] = [];
    for (let step = 0; step < STEPS; step += 1) {
      const batch = BATCHES[step % BATCHES.length]!;
      const task = { url: `${process.origin}/capture`, headers, run: `m${step}`, batch };
      const result = await captureLoad({
        ...{ ...task, connections: CONNECTIONS, seconds: MOST_SECONDS, limit: events },
      });
      if (result.refused > 0) throw new Error(result.firstRefusal);
      await untilStored(database, (step + 1) * events);
      resident.push(megabytes(process));
      console.error(`  ${(step + 1) * events} events: ${Math.round(resident.at(-1)!)} MB`);
    }
    const [first = 0] = resident;
    const last = resident.at(-1) ?? 0;
    const lots = await database.pool.query<{ count: number }>('select count(*)::int as count from lot');
    const note = `MB after each 100,000 events: ${resident.map(Math.round).join(', ')}; the graph of ${lots.rows[0]?.count} lots among it`;
    return [
      {
        ...{ bench: 'memory', name: 'memory of the server, a million events against 100,000', size: null },
        ...{ value: last - first, unit: 'MB', note },
      },
      await measureExport(process, reading, JSON_FORM, events * STEPS),
      await measureExport(process, reading, XML_FORM, events * STEPS),
    ];
  } finally {
    await process.stop();
    await database.close();
    await server.drop('capture_memory');
  }
}

/** A form of the document, and what stands once in each of its events. */
interface Form {
  readonly name: string;
  readonly type: string;
  readonly event: string;
}
const JSON_FORM: Form = { name: 'JSON', type: 'application/json', event: '"type":"TransformationEvent"' };
const XML_FORM: Form = { name: 'XML', type: 'application/xml', event: '</TransformationEvent>' };

/** Most memory while the whole history leaves as one document, over what was resident before. */
async function measureExport(
  process: ServerProcess,
  headers: Readonly<Record<string, string>>,
  form: Form,
  count: number,
): Promise<Figure> {
  const before = megabytes(process);
  const start = performance.now();
  const answer = await fetch(`${process.origin}/exports/events/whole`, {
    headers: { ...headers, accept: form.type },
  });
  let bytes = 0;
  let events = 0;
  let most = before;
  let tail = '';
  for await (const piece of answer.body ?? []) {
    bytes += piece.length;
    const text = tail + Buffer.from(piece).toString('latin1');
    const found = text.split(form.event);
    events += found.length - 1;
    // What may be the beginning of one more.
    tail = (found.at(-1) ?? '').slice(1 - form.event.length);
    most = Math.max(most, megabytes(process));
  }
  if (!answer.ok) throw new Error(`the export was answered with ${answer.status}: ${tail}`);
  if (events !== count)
    throw new Error(`${events} of ${count} events were exported; ${bytes} bytes, the last: ${tail}`);
  const seconds = (performance.now() - start) / 1_000;
  return {
    ...{
      bench: 'memory',
      name: `memory while a million events leave as one ${form.name} document`,
      size: null,
    },
    ...{ value: most - before, unit: 'MB' },
    note: `${Math.round(bytes / 1e6)} MB in ${seconds.toFixed(0)} s; before ${Math.round(before)} MB`,
  };
}

async function untilStored(database: Database, count: number): Promise<void> {
  for (;;) {
    // The jobs say it: counting the events themselves would read ever more, again and again.
    const { rows } = await database.pool.query<{ count: number }>(
      'select coalesce(sum(stored), 0)::int as count from capture_job',
    );
    if ((rows[0]?.count ?? 0) >= count) return;
    await wait(200);
  }
}

function megabytes(process: ServerProcess): number {
  const bytes = process.memory?.();
  if (bytes === undefined) throw new Error('this system does not tell the memory of a process');
  return bytes / 2 ** 20;
}
