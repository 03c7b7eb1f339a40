import type { Context } from '../../../kernel/context.ts';
import { LOT_KINDS } from '../codes.ts';
import type { CustodyColumns, Lineage } from '../lineage/lineage.ts';
import { custodyAsOf } from './custody-as-of.ts';
import type { CustodyFact, SheetRow } from './custody-fact.ts';
import type { Holding } from './holdings.ts';
import { findHoldings, MOST_HELD_LOTS } from './lot-holdings.ts';
import { readLotStream } from './lot-stream.ts';
import type { QuestionProblem, RecallQuestion } from './question.ts';
import {
  custodyFacts,
  openLotStream,
  processesAmong,
  productNames,
  termWords,
  usedUpIn,
} from './sheet-views.ts';
import type { SuspectRow } from './suspect-views.ts';
import { readQuestion } from './suspects.ts';

/** What the recall desk works with. */
export interface RecallParts {
  readonly ctx: Context;
  readonly lineage: Lineage;
}

/** Everything that the suspects reach, by number; rows are made of it as they are wished for. */
export interface Recall {
  readonly direction: 'forward' | 'back';
  readonly suspects: readonly SuspectRow[];
  readonly problems: readonly QuestionProblem[];
  /** Affected lots, ascending; processes are left out. */
  readonly lots: Uint32Array;
  /** Beside `lots`: affected from (forward), or mattering until (back), in ms. */
  readonly times: Float64Array;
  readonly carriers: Uint32Array;
  readonly events: Uint32Array;
  readonly watermark: number;
  readonly by: 'sql' | 'graph';
  readonly asOf: number | undefined;
  readonly milliseconds: number;
}

/** 召回: the closure of a question. Without any usable suspect the answer is empty and says why. */
export async function findRecall(parts: RecallParts, question: RecallQuestion): Promise<Recall> {
  const started = performance.now();
  const read = await readQuestion(parts.ctx.database, question);
  const answer = await parts.lineage.closure({
    direction: read.direction,
    suspects: read.suspects.map(({ lot, time }) => (time === undefined ? { lot } : { lot, time })),
    ...(read.asOf === undefined ? {} : { asOf: read.asOf }),
  });
  const goods = await withoutProcesses(parts, answer.lots, answer.times);
  return {
    ...read,
    ...goods,
    carriers: answer.carriers,
    events: answer.events,
    watermark: answer.watermark,
    by: answer.by,
    asOf: read.asOf,
    milliseconds: performance.now() - started,
  };
}

async function withoutProcesses(parts: RecallParts, lots: Uint32Array, times: Float64Array) {
  if (lots.length === 0) return { lots, times };
  const processes = await processesAmong(parts.ctx.database, lots, LOT_KINDS.process);
  if (processes.size === 0) return { lots, times };
  const kept = Array.from(lots.keys()).filter(index => !processes.has(lots[index]!));
  return {
    lots: Uint32Array.from(kept, index => lots[index]!),
    times: Float64Array.from(kept, index => times[index]!),
  };
}

/** Lots of which rows are made. */
export interface SheetPart extends Pick<Recall, 'lots' | 'times' | 'asOf'> {
  /** How many lots the whole recall has; as many as `lots` when absent. */
  readonly of?: number;
}

/** Part of a recall: its lots from `from` (index) on, `count` of them. */
export function partOf(recall: Recall, from: number, count: number): SheetPart {
  return {
    asOf: recall.asOf,
    of: recall.lots.length,
    lots: recall.lots.subarray(from, from + count),
    times: recall.times.subarray(from, from + count),
  };
}

/** What rows are made of, looked up once for many lots. */
export interface SheetWords {
  readonly custody: CustodyColumns;
  readonly facts: ReadonlyMap<number, CustodyFact>;
  readonly usedUp: ReadonlySet<number>;
  readonly products: Awaited<ReturnType<typeof productNames>>;
  readonly units: ReadonlyMap<number, string>;
}

/** Looks up where these lots are (now, or at `asOf`) and what their numbers mean. */
export async function sheetWords(
  { ctx, lineage }: RecallParts,
  lots: Uint32Array,
  asOf?: number,
): Promise<SheetWords> {
  const now = await lineage.custody(lots);
  const custody = asOf === undefined ? now : { ...now, ...(await custodyAsOf(ctx.database, lots, asOf)) };
  const events = distinct(custody.event);
  const [facts, usedUp, products, units] = await Promise.all([
    custodyFacts(ctx.database, events),
    usedUpIn(ctx.database, events),
    productNames(ctx.database),
    termWords(ctx.database, distinct(custody.unit)),
  ]);
  return { custody, facts, usedUp, products, units };
}

function distinct(numbers: Int32Array): number[] {
  const found = new Set<number>();
  for (const number of numbers) if (number !== 0) found.add(number);
  return [...found];
}

/**
 * Rows of the sheet as objects, in the order of the lots; for pages and JSON, not for millions. A class lot that is
 * split has a row for each holding (`listsHoldings`), everything else one row.
 */
export async function sheetRows(parts: RecallParts, part: SheetPart): Promise<readonly SheetRow[]> {
  if (part.lots.length === 0) return [];
  const words = await sheetWords(parts, part.lots, part.asOf);
  const uris = new Map<number, string>();
  const { stream, release } = await openLotStream(parts.ctx.database, part.lots);
  try {
    await readLotStream(
      stream,
      (lot, bytes, from, to) => uris.set(lot, bytes.toString('utf8', from, to)),
      async () => {},
    );
    release();
  } catch (error) {
    release(error as Error);
    throw error;
  }
  const held = listsHoldings(part.of ?? part.lots.length)
    ? await findHoldings(parts, part.lots, part.asOf)
    : undefined;
  return Array.from(part.lots, (lot, index) => {
    const row = sheetRow(lot, uris.get(lot) ?? '', part.times[index]!, index, words);
    const holdings = held?.holdings.get(lot);
    return holdings === undefined ? [row] : holdings.map(each => heldRow(row, each, held!.facts));
  }).flat();
}

/** Whether a recall of so many lots lists every holding of its class lots, or their last holder only. */
export function listsHoldings(lots: number): boolean {
  return lots <= MOST_HELD_LOTS;
}

function heldRow(row: SheetRow, holding: Holding, facts: ReadonlyMap<number, CustodyFact>): SheetRow {
  const fact = facts.get(holding.event);
  return {
    ...row,
    quantity: holding.quantity,
    unit: holding.unit ?? undefined,
    custody: fact && { ...fact, state: holding.state },
  };
}

function sheetRow(lot: number, uri: string, time: number, index: number, words: SheetWords): SheetRow {
  const { custody, facts, usedUp, products, units } = words;
  const gtin = uri.startsWith(GTIN_STEM) ? uri.slice(GTIN_STEM.length, GTIN_STEM.length + 14) : '';
  const product = products.get(gtin);
  const fact = facts.get(custody.event[index]!);
  return {
    lot,
    uri,
    product: product && { 'zh-CN': product.zh, ...(product.en === null ? {} : { en: product.en }) },
    ...quantityOf(uri, custody, index, units),
    custody: fact && usedUp.has(lot) && fact.state === 'inStock' ? { ...fact, state: 'usedUp' } : fact,
    time: Number.isFinite(time) ? time : undefined,
  };
}

/** Canonical Digital Links of trade items begin so. */
export const GTIN_STEM = 'https://id.gs1.org/01/';

/** How much was made of a lot; a serial-numbered item is one piece. */
export function quantityOf(
  uri: string,
  custody: CustodyColumns,
  index: number,
  units: ReadonlyMap<number, string>,
): Pick<SheetRow, 'quantity' | 'unit'> {
  const made = custody.made[index]!;
  if (made > 0) return { quantity: String(made), unit: units.get(custody.unit[index]!) };
  return { quantity: uri.includes('/21/') ? '1' : undefined, unit: undefined };
}
