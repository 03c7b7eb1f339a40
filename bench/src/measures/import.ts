import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { workbook } from '@pinxin/server/kernel/sheets/workbook';
import { issueOperatorKey } from '@pinxin/server/slices/parties/api';
import type { DatabaseServer } from '../database-server.ts';
import type { Figure } from '../figure.ts';
import type { ServerProcess } from '../load/serve-apart.ts';
import { withDatabase } from '../register/load-parties.ts';
import { type SyntheticParty, syntheticParties } from '../register/synthetic-parties.ts';
import { spreadOf } from '../rounds.ts';
import { contextOver } from '../subject/group-writer.ts';
import { serveOurs } from '../subject/our-server.ts';

/** Rows of the full measurement: the most that a file may have. */
export const IMPORTED_ROWS = 100_000;
const TITLES = ['名称', '统一社会信用代码', '主体类别', '行政区划', '电话'];

interface ImportAnswer {
  readonly state: string;
  readonly counts: {
    readonly new: number;
    readonly same: number;
    readonly error: number;
    readonly written: number;
  };
}

/** Rows of the small import before it, to tell what memory hangs on. */
const FEW_ROWS = 10_000;
/** Parties registered one by one for comparison. */
const ONE_BY_ONE = 500;

/**
 * A full file through preview and writing, and the same file once more. As CSV, then as a workbook. The baseline is
 * the same interface's way of registering one party at a time.
 */
export async function measureImport(server: DatabaseServer, rows: number): Promise<Figure[]> {
  const url = await server.newDatabase('import');
  try {
    const key = await withDatabase(url, database => issueOperatorKey(contextOver(database)));
    const ours = await serveOurs({ databaseUrl: url, folder: server.folder });
    try {
      const all = syntheticParties(rows + FEW_ROWS + ONE_BY_ONE);
      const parties = all.slice(0, rows);
      const few = all.slice(rows, rows + FEW_ROWS);
      const alone = await registerOneByOne(ours.origin, key, all.slice(rows + FEW_ROWS));
      const small = await importFile(ours, key, Buffer.from(csvOf(few)));
      expectCounts(small.answer, { new: FEW_ROWS, same: 0, error: 0, written: FEW_ROWS });
      const first = await importFile(ours, key, Buffer.from(csvOf(parties)));
      expectCounts(first.answer, { new: rows, same: 0, error: 0, written: rows });
      const again = await importFile(ours, key, await workbookOf(parties));
      expectCounts(again.answer, { new: 0, same: rows, error: 0, written: 0 });
      const rate = rows / (first.preview + first.writing);
      const figure = (name: string, value: number, note: string, unit: Figure['unit'] = 's'): Figure => ({
        ...{ bench: 'import', name, size: rows, value, unit, note },
      });
      return [
        {
          ...figure('import, preview and writing', rate / alone, 'parties a second', '×'),
          ...{ ours: spreadOf([rate]), baseline: { ...spreadOf([alone]), name: 'registered one by one' } },
          bar: { kind: 'atLeast', value: 5 },
        },
        figure(
          'import: preview of a CSV file',
          first.preview,
          'from the first byte sent until every row is judged',
        ),
        figure('import: writing', first.writing, 'register, versions, search index, journal'),
        figure(
          'import: preview of a workbook',
          again.preview,
          'the same parties again: nothing would change',
        ),
        figure('import: writing the same again', again.writing, 'nothing is written'),
        {
          ...figure(
            'slowest answer of /healthz meanwhile',
            Math.max(first.slowest, again.slowest),
            'asked every 50 ms',
            'ms',
          ),
          bar: { kind: 'atMost', value: 250 },
        },
        ...memoryFigures(figure, small.memory, Math.max(first.memory, again.memory)),
      ];
    } finally {
      await ours.stop();
    }
  } finally {
    await server.drop('import');
  }
}

function memoryFigures(
  figure: (name: string, value: number, note: string, unit: 'MB') => Figure,
  few: number,
  many: number,
): readonly Figure[] {
  if (few === 0) return [];
  return [
    figure(`import: most memory of the server, ${FEW_ROWS} rows`, few, 'resident', 'MB'),
    {
      ...figure('import: most memory of the server, all rows', many, 'resident', 'MB'),
      bar: { kind: 'atMost', value: few + 250 },
    },
  ];
}

/** Parties a second, each a request of its own on one connection. */
async function registerOneByOne(
  origin: string,
  key: string,
  parties: readonly SyntheticParty[],
): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const start = performance.now();
  for (const { uscc, ...party } of parties) {
    const reply = await fetch(`${origin}/parties/${uscc}`, {
      ...{ method: 'PUT', headers, body: JSON.stringify(party) },
    });
    if (!reply.ok) throw new Error(`${uscc} gave ${reply.status}: ${await reply.text()}`);
    await reply.arrayBuffer();
  }
  return (parties.length / (performance.now() - start)) * 1000;
}

async function importFile(ours: ServerProcess, key: string, file: Buffer) {
  const { origin } = ours;
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' };
  const watch = watchHealth(ours);
  const start = performance.now();
  const sent = await fetch(`${origin}/imports/parties`, {
    method: 'POST',
    headers,
    body: new Uint8Array(file),
  });
  if (!sent.ok) throw new Error(`the upload gave ${sent.status}: ${await sent.text()}`);
  const { id } = (await sent.json()) as { id: string };
  await until(origin, key, id, 'ready');
  const preview = (performance.now() - start) / 1000;
  const begun = performance.now();
  await fetch(`${origin}/imports/${id}/confirm`, {
    method: 'POST',
    headers: { authorization: headers.authorization },
  });
  const answer = await until(origin, key, id, 'done');
  return { preview, writing: (performance.now() - begun) / 1000, answer, ...(await watch()) };
}

async function until(origin: string, key: string, id: string, state: string): Promise<ImportAnswer> {
  for (;;) {
    const reply = await fetch(`${origin}/imports/${id}`, { headers: { authorization: `Bearer ${key}` } });
    const answer = (await reply.json()) as ImportAnswer;
    if (answer.state === state) return answer;
    if (answer.state === 'refused' || answer.state === 'cancelled') throw new Error(JSON.stringify(answer));
    await sleep(100);
  }
}

/** Asks for the cheapest page again and again; answers, when stopped, how long the slowest took, and the memory. */
function watchHealth(
  ours: ServerProcess,
): () => Promise<{ readonly slowest: number; readonly memory: number }> {
  let going = true;
  let slowest = 0;
  let memory = 0;
  const asking = (async () => {
    while (going) {
      const start = performance.now();
      await (await fetch(`${ours.origin}/healthz`)).arrayBuffer();
      slowest = Math.max(slowest, performance.now() - start);
      memory = Math.max(memory, (ours.memory?.() ?? 0) / 1e6);
      await sleep(50);
    }
  })();
  return async () => {
    going = false;
    await asking;
    return { slowest, memory };
  };
}

function rowOf({ nameZh, uscc, kind, division, phone }: SyntheticParty): readonly string[] {
  return [nameZh, uscc, kind, division, phone];
}

function csvOf(parties: readonly SyntheticParty[]): string {
  return [TITLES, ...parties.map(rowOf)].map(cells => `${cells.join(',')}\r\n`).join('');
}

async function workbookOf(parties: readonly SyntheticParty[]): Promise<Buffer> {
  const blocks = async function* () {
    yield parties.map(rowOf);
  };
  return await buffer(
    workbook(
      TITLES.map(title => ({ title })),
      blocks(),
      { placed: true },
    ),
  );
}

function expectCounts(answer: ImportAnswer, expected: ImportAnswer['counts']): void {
  for (const [name, value] of Object.entries(expected)) {
    const found = answer.counts[name as keyof ImportAnswer['counts']];
    if (found !== value) throw new Error(`${name}: ${found} rows instead of ${value}`);
  }
}
