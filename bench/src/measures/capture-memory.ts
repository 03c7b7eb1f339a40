import { setTimeout as wait } from 'node:timers/promises';
import { type Database, openDatabase } from '@pinxin/server/kernel/db/database';
import { chainWords } from '../chain/chain-words.ts';
import type { DatabaseServer } from '../database-server.ts';
import type { Figure } from '../figure.ts';
import { captureLoad } from '../load/run-apart.ts';
import type { ServerProcess } from '../load/serve-apart.ts';
import { percentile } from '../rounds.ts';
import { captureHeaders, queryHeaders, serveOurs } from '../subject/our-server.ts';

/** Documents of these sizes in turns, some answered when stored, some kept and worked off. */
const BATCHES = [100, 500, 1_000] as const;
const STEP = 100_000;
const STEPS = 10;
const CONNECTIONS = 8;
const MOST_SECONDS = 600;
/** How often the memory of the process is looked at, ms. */
const LOOK_EVERY = 250;

/**
 * Memory of the server while a million events come in, and while they leave again as one document of either form.
 */
export async function measureCaptureMemory(server: DatabaseServer, events: number = STEP): Promise<Figure[]> {
  const url = await server.newDatabase('capture_memory');
  const database = openDatabase(url, 2, () => {});
  const { party } = await chainWords(database.pool);
  const headers = await captureHeaders(database, party);
  const reading = await queryHeaders(database, party);
  const process = await serveOurs({ databaseUrl: url, folder: `${server.folder}/capture_memory` });
  try {
    const steps: StepMemory[] = [];
    for (let step = 0; step < STEPS; step += 1) {
      const batch = BATCHES[step % BATCHES.length]!;
      const task = { url: `${process.origin}/capture`, headers, run: `m${step}`, batch };
      const watch = watchMemory(process);
      const start = performance.now();
      const result = await captureLoad({
        ...{ ...task, connections: CONNECTIONS, seconds: MOST_SECONDS, limit: events },
      });
      if (result.refused > 0) throw new Error(result.firstRefusal);
      await untilStored(database, (step + 1) * events);
      const perSecond = (events / (performance.now() - start)) * 1_000;
      const memory = { ...watch.stop(), graph: await graphBytes(process) };
      steps.push(memory);
      const told = `mostly ${megabytesOf(memory.mostly)}, at most ${megabytesOf(memory.most)} MB, of them the graph ${megabytesOf(memory.graph)} MB`;
      console.error(`  ${(step + 1) * events} events, ${Math.round(perSecond)} a second: ${told}`);
    }
    return [
      growthFigure(steps),
      await measureExport(process, reading, JSON_FORM, events * STEPS),
      await measureExport(process, reading, XML_FORM, events * STEPS),
    ];
  } finally {
    await process.stop();
    await database.close();
    await server.drop('capture_memory');
  }
}

/** Bytes while a hundred thousand events came in: of the process at most and mostly, and of its graph at the end. */
interface StepMemory {
  readonly most: number;
  readonly mostly: number;
  readonly graph: number;
}

/**
 * What the process takes beside its graph, which holds every lot there is: the last steps against the first, without the
 * very first, in which what it remembers of identifiers fills up.
 */
function growthFigure(steps: readonly StepMemory[]): Figure {
  const beside = steps.map(({ mostly, graph }) => mostly - graph);
  // A turn of all sizes of documents, so that like is held against like.
  const meanOf = (some: readonly number[]): number => some.reduce((sum, one) => sum + one, 0) / some.length;
  const first = meanOf(beside.slice(1, 1 + BATCHES.length));
  const list = (of: (step: StepMemory) => number): string => steps.map(of).map(megabytesOf).join(', ');
  const mostly = `MB in each 100,000 events: mostly ${list(step => step.mostly)}`;
  return {
    ...{
      bench: 'memory',
      name: 'memory of the server beside its graph, end against beginning of a million events',
    },
    ...{ size: null, value: (meanOf(beside.slice(-BATCHES.length)) - first) / 2 ** 20, unit: 'MB' },
    note: `${mostly}; at most ${list(step => step.most)}; its graph ${list(step => step.graph)}`,
  };
}

/** Looks at the memory of a process until it is stopped; answers the most and the middle of what it was. */
function watchMemory(process: ServerProcess): { readonly stop: () => Omit<StepMemory, 'graph'> } {
  const seen = [bytesOf(process)];
  const timer = setInterval(() => seen.push(bytesOf(process)), LOOK_EVERY);
  return {
    stop: () => {
      clearInterval(timer);
      return { most: Math.max(...seen), mostly: percentile(seen, 0.5) };
    },
  };
}

async function graphBytes({ origin }: ServerProcess): Promise<number> {
  const told = await (await fetch(`${origin}/metrics`)).text();
  return Number(/^pinxin_lineage_graph_bytes (\d+)/m.exec(told)?.[1]);
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

function bytesOf(process: ServerProcess): number {
  const bytes = process.memory?.();
  if (bytes === undefined) throw new Error('this system does not tell the memory of a process');
  return bytes;
}

function megabytes(process: ServerProcess): number {
  return bytesOf(process) / 2 ** 20;
}

function megabytesOf(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
