import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ChainBed } from '../chain/chain-bed.ts';
import { lotUri } from '../chain/lot-uri.ts';
import { barAtFullSize, type Figure } from '../figure.ts';
import type { Options } from '../options.ts';
import { spreadOf } from '../rounds.ts';
import { chainGraph } from '../subject/chain-graph.ts';
import { serveOurs, traceHeaders } from '../subject/our-server.ts';

/** What came over the wire, and how long it took from request to last byte. */
interface Sheet {
  readonly seconds: number;
  readonly bytes: number;
  readonly rows: number;
}

/** The recall sheet of everything that the suspect affects, as CSV over HTTP, end to end. */
export async function measureSheet(bed: ChainBed, options: Options): Promise<Figure[]> {
  // Containers that merely carried affected goods have no row: the goods in them have.
  const expected = chainGraph(bed.chain, lot => lot).forward({ suspects: [{ lot: bed.chain.suspect }] }).lots;
  const headers = { ...(await traceHeaders(bed.database, bed.words.party)), accept: 'text/csv' };
  const server = await serveOurs({ databaseUrl: bed.url, folder: bed.folder });
  try {
    const url = `${server.origin}/recall/sheet`;
    const question = JSON.stringify({
      direction: 'forward',
      suspects: [lotUri('farmInput', bed.chain.suspect)],
    });
    await assertSheet(await fetchedSheet(url, headers, question), bed, expected);
    const sheets: Sheet[] = [];
    for (let round = 0; round < options.rounds; round++)
      sheets.push(await timedSheet(url, headers, question));
    const odd = sheets.find(({ rows }) => rows !== sheets[0]!.rows);
    if (odd) throw new Error(`sheets of ${sheets[0]!.rows} and of ${odd.rows} rows for the same question`);
    const ours = spreadOf(sheets.map(({ seconds }) => seconds));
    return [
      {
        ...{ bench: 'recall', name: 'recall sheet as CSV over HTTP', size: bed.size, unit: 's', ours },
        value: ours.median,
        ...barAtFullSize(bed.size, { kind: 'atMost', value: 2.2 }),
        note: `${sheets[0]!.rows} rows, ${(sheets[0]!.bytes / 2 ** 20).toFixed(1)} MB`,
      },
    ];
  } finally {
    await server.stop();
  }
}

/** Every lot that must be found is named in the sheet, once, and no other. */
async function assertSheet(sheet: string, { chain }: ChainBed, expected: Uint32Array): Promise<void> {
  const rows = sheet.split('\n').filter(row => row.includes('https://id.gs1.org/'));
  const named = new Set(
    rows.map(row => /https:\/\/id\.gs1\.org\/(?:01\/\d{14}\/(?:10|21)|00)\/[\w-]+/.exec(row)?.[0]),
  );
  const levelOf = (lot: number) =>
    chain.runs.find(run => lot >= run.first && lot < run.first + run.count)!.level;
  const missing = expected.find(lot => !named.has(lotUri(levelOf(lot), lot)));
  if (missing !== undefined)
    throw new Error(`the sheet does not name lot ${lotUri(levelOf(missing), missing)}`);
  if (named.size !== expected.length || rows.length !== expected.length) {
    throw new Error(
      `the sheet has ${rows.length} rows about ${named.size} lots, expected ${expected.length}`,
    );
  }
}

async function fetchedSheet(url: string, headers: Record<string, string>, question: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers, body: question });
  const sheet = await response.text();
  if (response.status !== 200)
    throw new Error(`the recall sheet gave ${response.status}: ${sheet.slice(0, 300)}`);
  return sheet;
}

/** Reads and counts lines, keeps nothing. */
function timedSheet(url: string, headers: Record<string, string>, question: string): Promise<Sheet> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let bytes = 0;
    let lines = 0;
    const call = request(url, { method: 'POST', headers }, response => {
      if (response.statusCode !== 200) {
        text(response).then(
          body => reject(new Error(`the recall sheet gave ${response.statusCode}: ${body}`)),
          reject,
        );
        return;
      }
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
      });
      response.on('end', () =>
        resolve({ seconds: (performance.now() - start) / 1000, bytes, rows: lines - 1 }),
      );
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(question);
  });
}
