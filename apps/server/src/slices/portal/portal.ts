import type { RegionNews } from '@pinxin/contract/public-pages';
import type { LotFact, NamedCode, ScanFact, ScanPage } from '@pinxin/contract/scan';
import { parseDivisionCode } from '@pinxin/identifiers/division-code';
import { uriEscape } from '@pinxin/identifiers/percent-encoding';
import { LEGAL_OFFSET_MINUTES } from '@pinxin/rules/local-date';
import { printChoicePage, printWrongCodePage, type WrongCode } from '@pinxin/site/error-page';
import { printHomePage } from '@pinxin/site/home-page';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../kernel/context.ts';
import { buildHomePage } from './home-page.ts';
import { type HomeRows, readHomeRows } from './home-views.ts';
import { type KeptPage, readKeptPage } from './kept-page.ts';
import { KnownRecords, type Near } from './known-records.ts';
import { takesGzip } from './packed-page.ts';
import { atMostEvery, PageCache } from './page-cache.ts';
import { pageContextOf, type SiteSettings } from './page-context.ts';
import type { ByteText } from './printed-page.ts';
import { regionNews } from './public/region-news.ts';
import { localDay, localInstant, localText, pathOf } from './row-facts.ts';
import { createScanCounter, type ScanCounter } from './scan-counter.ts';
import { addScans } from './scan-store.ts';
import { readJournalHead, readLotsLabelled } from './scan-views.ts';

/** What the portal needs from outside. */
export interface PortalParts {
  readonly ctx: Context;
  /** Header in which the operator's edge names the division of a reader (GB/T 2260); nothing else of a reader is kept. */
  readonly scanDivisionHeader: string | undefined;
  readonly settings: SiteSettings;
  /** What stands around a lot, as far as the graph knows; pages are the same without it, and slower. */
  readonly near?: Near;
  /** Milliseconds that only rise; the machine's own in production. */
  readonly ticks?: () => number;
}

/** A page behind a code as it is sent: markup or gzip. */
export interface CodePage {
  readonly status: number;
  readonly body: ByteText;
  readonly isGzip: boolean;
}

/** The public face: what stands behind codes, and the front page. */
export interface Portal {
  readonly viewOf: (code: NamedCode) => Promise<ScanPage>;
  readonly pageOf: (code: NamedCode, request: FastifyRequest) => CodePage | Promise<CodePage>;
  readonly lotsLabelled: (label: string) => Promise<readonly LotFact[]>;
  readonly wrongCodePage: (
    typed: string,
    refusal: Omit<WrongCode, 'typed'>,
    request: FastifyRequest,
  ) => string;
  readonly choicePage: (typed: string, lots: readonly LotFact[], request: FastifyRequest) => string;
  readonly homePage: (request: FastifyRequest) => Promise<string>;
  readonly counter: ScanCounter;
  /** Reads the instance's marker, so that every page can say that it is a demonstration. */
  readonly start: () => Promise<void>;
  readonly isDemo: () => boolean;
}

/** The journal is asked at most so often; a recall is seen within this time. */
const HEAD_EVERY = 200;
const KEPT_PAGES = 1_500;
const LONGEST = 10_000;

/** Builds the portal over a database. Close its counter at the end. */
export function createPortal(parts: PortalParts): Portal {
  const { ctx } = parts;
  const { database, clock } = ctx;
  const ticks = parts.ticks ?? (() => performance.now());
  const head = atMostEvery(HEAD_EVERY, ticks, () => readJournalHead(database));
  const bounds = { size: KEPT_PAGES, longest: LONGEST };
  const records = new KnownRecords(database, parts.near);
  const scans = new PageCache<KeptPage>(head, ticks, bounds);
  const homes = new PageCache<{ readonly rows: HomeRows; readonly news: RegionNews }>(head, ticks, {
    size: 1,
    longest: LONGEST,
  });
  const counter = createScanCounter(tallies => addScans(database, tallies), ctx.log);
  let demo = false;

  const keyOf = (code: NamedCode) => `${code.uri} ${code.wider.join(' ')}`;
  const read = (code: NamedCode) =>
    scans.get(keyOf(code), async head => {
      const kept = await readKeptPage(ctx, records, head, code);
      return { journal: kept.journal, value: kept };
    });
  const homeRows = () =>
    homes.get('home', async () => {
      const now = clock.now();
      const [rows, news] = await Promise.all([
        readHomeRows(database),
        regionNews(database, now, localDay(now)),
      ]);
      demo = rows.demo;
      return { journal: rows.journal, value: { rows, news } };
    });
  const contextFor = (request: FastifyRequest) => pageContextOf(request, parts.settings, demo);

  const copyFor = (kept: KeptPage, request: FastifyRequest): CodePage | Promise<CodePage> => {
    // Once a page has shown it, error pages must say it too.
    demo ||= kept.isDemo;
    const context = { ...contextFor(request), isDemo: kept.isDemo };
    const at = clock.now();
    const fresh = kept.lot === undefined ? 0 : counter.pending(kept.lot);
    // Counted before anything is waited for: of two readers one is the second.
    if (kept.lot !== undefined && isReader(request)) {
      counter.count(kept.lot, localDay(at), divisionOf(request, parts.scanDivisionHeader), at);
    }
    const packs = takesGzip(request.headers['accept-encoding']);
    const copy = kept.print(context, withFresh(kept.scans, fresh, at), packs);
    const status = kept.isUnknown ? 404 : 200;
    return copy instanceof Promise ? copy.then(printed => ({ status, ...printed })) : { status, ...copy };
  };

  return {
    counter,
    isDemo: () => demo,
    start: async () => void (await homeRows()),
    viewOf: async code => (await read(code)).view(),
    pageOf: (code, request) => {
      // A page that is kept and right is answered without waiting: each wait costs a turn of the microtask queue.
      const kept = scans.kept(keyOf(code));
      return kept === undefined ? read(code).then(found => copyFor(found, request)) : copyFor(kept, request);
    },
    lotsLabelled: async label => {
      const found = await readLotsLabelled(database, uriEscape(label, 'path'));
      return found.map(({ uri, zh, en }) => ({ path: pathOf(uri), label, product: localText(zh, en) }));
    },
    wrongCodePage: (typed, refusal, request) =>
      printWrongCodePage({ typed, ...refusal }, contextFor(request)),
    choicePage: (typed, lots, request) => printChoicePage(typed, lots, contextFor(request)),
    homePage: async request => {
      const { rows, news } = await homeRows();
      const view = { ...buildHomePage(rows), news };
      return printHomePage(view, { ...contextFor(request), isDemo: rows.demo });
    },
  };
}

/** Scans that are counted but not written yet are part of what the page says. */
function withFresh(scans: ScanFact, fresh: number, now: Date): ScanFact {
  if (fresh === 0) return scans;
  const firstAt = scans.firstAt ?? localInstant(now.toISOString(), LEGAL_OFFSET_MINUTES);
  return { ...scans, count: scans.count + fresh, firstAt };
}

/** A person reading, not a program looking ahead. */
function isReader(request: FastifyRequest): boolean {
  if (request.method !== 'GET') return false;
  const { 'sec-purpose': declared, purpose } = request.headers;
  return (
    (declared === undefined && purpose === undefined) || !/prefetch|preview/i.test(`${declared} ${purpose}`)
  );
}

function divisionOf(request: FastifyRequest, header: string | undefined): string {
  const value = header === undefined ? undefined : request.headers[header];
  if (typeof value !== 'string') return '';
  const division = parseDivisionCode(value.trim());
  return division.ok ? division.value : '';
}
