import type { ChainBed } from '../chain/chain-bed.ts';
import { lotUri } from '../chain/lot-uri.ts';
import { barAtFullSize, type Figure } from '../figure.ts';
import { type ReadThrough, readThrough } from '../load/read-through.ts';
import { postRequest } from '../load/request-socket.ts';
import type { Options } from '../options.ts';
import { spreadOf } from '../rounds.ts';
import { chainGraph } from '../subject/chain-graph.ts';
import { serveOurs, traceHeaders } from '../subject/our-server.ts';

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
    const sheet = await fetchedSheet(url, headers, question);
    await assertSheet(sheet.toString(), bed, expected);
    const request = postRequest(new URL(url), { ...headers, connection: 'close' }, Buffer.from(question));
    const sheets: ReadThrough[] = [];
    for (let round = 0; round < options.rounds; round++)
      sheets.push(await readThrough(new URL(url), request));
    const odd = sheets.find(({ bytes }) => bytes !== sheet.length);
    if (odd) throw new Error(`sheets of ${sheet.length} and of ${odd.bytes} bytes for the same question`);
    const ours = spreadOf(sheets.map(({ seconds }) => seconds));
    return [
      {
        ...{ bench: 'recall', name: 'recall sheet as CSV over HTTP', size: bed.size, unit: 's', ours },
        value: ours.median,
        ...barAtFullSize(bed.size, { kind: 'atMost', value: 2.2 }),
        note: `${expected.length} rows, ${(sheet.length / 2 ** 20).toFixed(1)} MB`,
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

async function fetchedSheet(url: string, headers: Record<string, string>, question: string): Promise<Buffer> {
  const response = await fetch(url, { method: 'POST', headers, body: question });
  const sheet = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200)
    throw new Error(`the recall sheet gave ${response.status}: ${sheet.subarray(0, 300)}`);
  return sheet;
}
