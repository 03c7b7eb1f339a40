import type { NamedCode, ScanFact, ScanPage } from '@pinxin/contract/scan';
import { implausibleScans } from '@pinxin/rules/scan-plausibility';
import { type PageContext, withQuery } from '@pinxin/site/frame';
import { printScanShell, scanLine } from '@pinxin/site/scan-page';
import type { Context } from '../../kernel/context.ts';
import type { KnownRecords, Memory } from './known-records.ts';
import { fillPacked, type PackedPage, packPage } from './packed-page.ts';
import { cutPage, type Filling, fillPage, type PrintedPage, settle } from './printed-page.ts';
import { localDay } from './row-facts.ts';
import { buildPage, buildScanPage, scanFact } from './scan-page.ts';
import type { ScanRows } from './scan-views.ts';
import { readStart, type WalkStart, walkFrom } from './scan-walk.ts';
import { isShareable, likenessOf, type SharedPage, standInCode, standInRows } from './shared-pages.ts';

/** A code's page as it is kept until something happens. */
export interface KeptPage {
  readonly journal: number;
  readonly lot: number | undefined;
  readonly isDemo: boolean;
  readonly isUnknown: boolean;
  readonly scans: ScanFact;
  readonly view: () => Promise<ScanPage>;
  /** The bytes for one reader; as gzip from the second reader on, where `packs` says that it may be. */
  readonly print: (context: PageContext, scans: ScanFact, packs: boolean) => Copy | Promise<Copy>;
}

/** A page as it is sent. */
export interface Copy {
  readonly bytes: Buffer;
  readonly isGzip: boolean;
}

/** A page in one wording: as printed, and from its second reader on put together and packed. */
interface Print {
  readonly page: PrintedPage;
  readonly packed?: PackedPage | undefined;
}

/** Addresses with made-up queries must not fill the memory. */
const MOST_PRINTS = 4;

/** Reads the page behind a code; from the one that its likes have in common where there is one. */
export async function readKeptPage(
  { database, clock }: Pick<Context, 'database' | 'clock'>,
  records: KnownRecords,
  head: number,
  code: NamedCode,
): Promise<KeptPage> {
  const memory = await records.upTo(head);
  const start = await readStart(memory, code);
  const likeness = likenessOf(code, start.read, start.wider);
  const now = clock.now();
  const walk = () => walkFrom(database, memory, code, start, localDay(now));
  if (likeness !== undefined) {
    const make = async () => share({ code, rows: await walk(), start, now });
    const shared = await memory.shared.find(likeness, localDay(now), make);
    if (shared !== undefined && mayStandFor(shared, start)) {
      const view = async () => buildScanPage(code, await walk(), now);
      return keptFrom(code, memory, start, shared.view, { shared, view });
    }
  }
  const own = buildScanPage(code, await walk(), now);
  return keptFrom(code, memory, start, own, { shared: undefined, view: async () => own });
}

function mayStandFor({ historyWith }: SharedPage, { read }: WalkStart): boolean {
  return !read?.scans || implausibleScans(historyWith(read.scans)).length === 0;
}

interface Walked {
  readonly code: NamedCode;
  readonly rows: ScanRows;
  readonly start: WalkStart;
  readonly now: Date;
}

/** Makes the page of this pack and its likes; undefined when the pack has to have its own. */
function share({ code, rows, start: { read }, now }: Walked): SharedPage | undefined {
  if (read === undefined || !isShareable(rows, read.id, read, code.gtin!)) return undefined;
  const standIn = standInCode(code);
  const page = buildPage(standIn, standInRows(rows, read.id, standIn.uri), now);
  const lots = rows.nodes.flatMap(({ lot }) => (lot === read.id ? [] : lot));
  return { ...page, lots, day: localDay(now), prints: new Map() };
}

interface Source {
  readonly shared: SharedPage | undefined;
  readonly view: () => Promise<ScanPage>;
}

function keptFrom(
  code: NamedCode,
  memory: Memory,
  { journal, read }: WalkStart,
  { verdict }: ScanPage,
  { shared, view }: Source,
): KeptPage {
  const prints = new Map<string, Print>();
  const filling = (context: PageContext, scans: ScanFact): Filling => ({
    label: code.label,
    journal,
    scans: scanLine(scans, context.words),
  });
  const keep = (key: string, page: PrintedPage) => {
    if (prints.size < MOST_PRINTS) prints.set(key, { page });
  };
  return {
    journal,
    lot: read?.id,
    isDemo: memory.isDemo,
    isUnknown: verdict.kind === 'unknown',
    scans: scanFact(read?.scans ?? { total: 0, first: null, days: [] }),
    view,
    print: (context, scans, packs) => {
      const key = `${context.words.language} ${context.languageChosen} ${context.here}`;
      const known = prints.get(key);
      if (known !== undefined) {
        const print = known.packed === undefined ? settledPrint(known, filling(context, scans)) : known;
        if (print !== known) prints.set(key, print);
        return copyOf(print, filling(context, scans), packs);
      }
      const common = shared && commonPrint(shared, code, context);
      if (common !== undefined) {
        keep(key, common);
        return plain(fillPage(common, filling(context, scans)));
      }
      return view().then(own => {
        const page = cutPage(printScanShell(own, context));
        keep(key, page);
        return plain(fillPage(page, filling(context, scans)));
      });
    },
  };
}

/** Asked for again: what does not change is put together once, and packed once. */
function settledPrint({ page }: Print, filling: Filling): Print {
  const settled = settle(page, filling);
  return { page: settled, packed: packPage(settled) };
}

function copyOf({ page, packed }: Print, filling: Filling, packs: boolean): Copy {
  if (!packs || packed === undefined) return plain(fillPage(page, filling));
  return { bytes: fillPacked(packed, Buffer.from(filling.scans)), isGzip: true };
}

function plain(bytes: Buffer): Copy {
  return { bytes, isGzip: false };
}

/** The common page in this wording; only at the code's own address, which the language switch repeats. */
function commonPrint(shared: SharedPage, code: NamedCode, context: PageContext): PrintedPage | undefined {
  const { language } = context.words;
  const here = context.here === code.path ? shared.view.path : withQuery(shared.view.path, 'lang', language);
  if (context.here !== code.path && context.here !== withQuery(code.path, 'lang', language)) return undefined;
  const key = `${language} ${context.languageChosen} ${context.here === code.path}`;
  let page = shared.prints.get(key);
  if (page === undefined) {
    page = cutPage(printScanShell(shared.view, { ...context, here }));
    shared.prints.set(key, page);
  }
  return page;
}
