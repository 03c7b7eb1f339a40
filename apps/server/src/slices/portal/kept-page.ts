import type { NamedCode, ScanFact, ScanPage } from '@pinxin/contract/scan';
import { implausibleScans } from '@pinxin/rules/scan-plausibility';
import { type PageContext, withQuery } from '@pinxin/site/frame';
import { printScanShell, scanLine } from '@pinxin/site/scan-page';
import type { Context } from '../../kernel/context.ts';
import type { KnownRecords, Memory } from './known-records.ts';
import { fillPacked, type PackedPage, packPage } from './packed-page.ts';
import { type ByteText, cutPage, type Filling, fillPage, type PrintedPage, settle } from './printed-page.ts';
import { localDay } from './row-facts.ts';
import { type BuiltPage, buildPage, buildScanPage, scanFact } from './scan-page.ts';
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
  /** The copy of one reader; as gzip from the second reader on, where `packs` says that it may be. */
  readonly print: (context: PageContext, scans: ScanFact, packs: boolean) => Copy | Promise<Copy>;
}

/** A page as it is sent: markup or gzip. */
export interface Copy {
  readonly body: ByteText;
  readonly isGzip: boolean;
}

/** A page in one wording: as printed, and from its second reader on put together and packed. */
interface Print {
  readonly page: PrintedPage;
  readonly packed?: PackedPage | undefined;
}

/** Addresses with made-up queries must not fill the memory. */
const MOST_PRINTS = 4;

/** Reads the page behind a code; from the one that its likes have in common where it is not the first of them. */
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
  const walked = async () => buildScanPage(code, await walk(), now);
  if (likeness !== undefined && memory.shared.isMetAgain(likeness)) {
    const make = async () => share({ code, rows: await walk(), start, now });
    const shared = await memory.shared.find(likeness, localDay(now), make);
    if (shared !== undefined && mayStandFor(shared, start)) {
      const common = async () => standInPage({ code, rows: await walk(), start, now }).view;
      return keptFrom(code, memory, start, shared.verdict, {
        shared: { page: shared, view: common },
        view: walked,
      });
    }
  }
  const own = buildScanPage(code, await walk(), now);
  return keptFrom(code, memory, start, own.verdict.kind, {
    shared: undefined,
    view: onceAtHand(own, walked),
  });
}

/** What is there is given to the first who asks and then let go of: a page is printed once and kept printed. */
function onceAtHand(view: ScanPage, again: () => Promise<ScanPage>): () => Promise<ScanPage> {
  let atHand: ScanPage | undefined = view;
  return async () => {
    const first = atHand;
    atHand = undefined;
    return first ?? again();
  };
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
function share(walked: Walked): SharedPage | undefined {
  const { code, rows, now } = walked;
  const { read } = walked.start;
  if (read === undefined || !isShareable(rows, read.id, read, code.gtin!)) return undefined;
  const { view, historyWith } = standInPage(walked);
  const lots = rows.nodes.flatMap(({ lot }) => (lot === read.id ? [] : lot));
  const { verdict, path } = view;
  return {
    ...{ verdict: verdict.kind, path, fresh: view },
    historyWith,
    lots,
    day: localDay(now),
    prints: new Map(),
  };
}

/** The page with stand-ins for the number of a pack that was found. */
function standInPage({ code, rows, start, now }: Walked): BuiltPage {
  const standIn = standInCode(code);
  return buildPage(standIn, standInRows(rows, start.read!.id, standIn.uri), now);
}

interface Source {
  readonly shared: { readonly page: SharedPage; readonly view: () => Promise<ScanPage> } | undefined;
  readonly view: () => Promise<ScanPage>;
}

function keptFrom(
  code: NamedCode,
  memory: Memory,
  { journal, read }: WalkStart,
  verdict: ScanPage['verdict']['kind'],
  { shared, view }: Source,
): KeptPage {
  const prints = new Map<string, Print>();
  const filling = (context: PageContext, scans: ScanFact): Filling => ({
    label: code.label,
    journal,
    scans: scanLine(scans, context.words),
  });
  const first = (key: string, page: PrintedPage, filled: Filling) => {
    if (prints.size < MOST_PRINTS) prints.set(key, { page });
    return plain(fillPage(page, filled));
  };
  return {
    journal,
    lot: read?.id,
    isDemo: memory.isDemo,
    isUnknown: verdict === 'unknown',
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
      const filled = filling(context, scans);
      const here = shared && commonAddress(shared.page, code, context);
      if (shared === undefined || here === undefined) {
        return view().then(own => first(key, cutPage(printScanShell(own, context)), filled));
      }
      const common = commonPrint(shared.page, context, here);
      if (common !== undefined) return first(key, common, filled);
      return shared.view().then(standIn => {
        shared.page.fresh = standIn;
        return first(key, commonPrint(shared.page, context, here)!, filled);
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
  return { body: fillPacked(packed, Buffer.from(filling.scans)), isGzip: true };
}

function plain(body: ByteText): Copy {
  return { body, isGzip: false };
}

/** The address that the common page has where this one is; only the code's own, which the language switch repeats. */
function commonAddress({ path }: SharedPage, code: NamedCode, context: PageContext): string | undefined {
  if (context.here === code.path) return path;
  const { language } = context.words;
  return context.here === withQuery(code.path, 'lang', language)
    ? withQuery(path, 'lang', language)
    : undefined;
}

/** The common page in this wording; printed while its view is there. */
function commonPrint(shared: SharedPage, context: PageContext, here: string): PrintedPage | undefined {
  const key = `${context.words.language} ${context.languageChosen} ${here === shared.path}`;
  const { fresh } = shared;
  shared.fresh = undefined;
  const known = shared.prints.get(key);
  if (known !== undefined || fresh === undefined) return known;
  const printed = cutPage(printScanShell(fresh, { ...context, here }));
  shared.prints.set(key, printed);
  return printed;
}
