import type { ChainBed } from '../chain/chain-bed.ts';
import { lotUri } from '../chain/lot-uri.ts';
import type { Figure } from '../figure.ts';
import { getLoad } from '../load/run-apart.ts';
import type { Sent } from '../load/send.ts';
import type { ServerProcess } from '../load/serve-apart.ts';
import type { Options } from '../options.ts';
import { interleaved, type Spread } from '../rounds.ts';
import { HELLO, serveOurs } from '../subject/our-server.ts';

const CONNECTIONS = 32;
/** More pages than any cache of the server holds, dealt out so that none is asked for twice in a round. */
const MOST_PAGES = 60_000;

/** The scan page of a case, never seen before and seen a moment ago, against a hello-world on the same app. */
export async function measureScan(bed: ChainBed, options: Options): Promise<Figure[]> {
  const pages = casePaths(bed);
  const server = await serveOurs({ databaseUrl: bed.url, folder: bed.folder });
  try {
    await assertPage(server, pages[0]!);
    const last = new Map<string, Sent>();
    let round = 0;
    const load = (name: string, paths: () => readonly string[]) => async (): Promise<number> => {
      const { seconds } = options;
      const { origin } = server;
      const result = await getLoad({
        origin,
        paths: paths(),
        headers: HTML,
        connections: CONNECTIONS,
        seconds,
      });
      if (result.refused > 0) throw new Error(`${name}: an answer was not a page: ${result.firstRefusal}`);
      last.set(name, result);
      return (result.acknowledged / result.milliseconds) * 1000;
    };
    const spreads = await interleaved(options.rounds, {
      hello: load('hello', () => [HELLO]),
      // Every round begins elsewhere in the list, so that what the round before cached is not asked for first.
      uncached: load('uncached', () => rotated(pages, (round++ * pages.length) / (options.rounds + 1))),
      cached: load('cached', () => pages.slice(0, 1)),
    });
    return figures(bed.size, spreads, last, pages.length);
  } finally {
    await server.stop();
  }
}

/** As browsers ask. */
const HTML = { accept: 'text/html', 'accept-language': 'zh-CN', 'accept-encoding': 'gzip, deflate, br' };

function figures(
  size: number,
  { hello, uncached, cached }: Readonly<Record<'hello' | 'uncached' | 'cached', Spread>>,
  last: ReadonlyMap<string, Sent>,
  pages: number,
): Figure[] {
  const baseline = { ...hello, name: 'hello on the same app' };
  const [ours, plain] = [last.get('uncached')!, last.get('hello')!];
  return [
    {
      ...{ bench: 'scan', name: 'scan page, uncached', size, unit: '×', baseline, ours: uncached },
      value: uncached.median / hello.median,
      bar: { kind: 'atLeast', value: 0.2 },
      note: `pages/s; ${pages} different pages, ${CONNECTIONS} connections`,
    },
    {
      ...{ bench: 'scan', name: 'scan page, cached', size, unit: '×', baseline, ours: cached },
      value: cached.median / hello.median,
      bar: { kind: 'atLeast', value: 0.75 },
      note: `pages/s; one page, ${CONNECTIONS} connections`,
    },
    {
      ...{ bench: 'scan', name: 'scan page, uncached, 99th percentile', size, unit: 'ms' },
      value: ours.p99,
      bar: { kind: 'atMost', value: 10 },
      note: `p50 ${ours.p50.toFixed(1)} ms; ${CONNECTIONS} connections, as fast as they go; hello p50 ${plain.p50.toFixed(1)}, p99 ${plain.p99.toFixed(1)} ms`,
    },
  ];
}

/** Digital Link paths of cases, spread over the whole chain. */
function casePaths({ chain }: ChainBed): string[] {
  const cases: number[] = [];
  for (const { level, first, count } of chain.runs) {
    if (level === 'case') for (let id = first; id < first + count; id++) cases.push(id);
  }
  const step = Math.max(1, Math.floor(cases.length / MOST_PAGES));
  return cases.filter((_, at) => at % step === 0).map(id => new URL(lotUri('case', id)).pathname);
}

function rotated(list: readonly string[], by: number): string[] {
  const at = Math.floor(by) % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

/** The page must be one, and speak of the case. */
async function assertPage(server: ServerProcess, path: string): Promise<void> {
  const response = await fetch(server.origin + path, { headers: HTML });
  const page = await response.text();
  const serial = path.split('/').at(-1)!;
  if (response.status !== 200 || !page.includes('<html') || !page.includes(serial)) {
    throw new Error(`${path} gave ${response.status} and no page about ${serial}`);
  }
}
