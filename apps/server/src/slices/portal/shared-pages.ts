import type { NamedCode, ScanPage } from '@pinxin/contract/scan';
import type { ScanHistory } from '@pinxin/rules/scan-plausibility';
import type { PrintedPage } from './printed-page.ts';
import { LONGEST_STAND_IN, standInFor } from './printed-page.ts';
import { Recent } from './recent.ts';
import type { PartRow, ScanRows } from './scan-views.ts';
import { WALK } from './scan-views.ts';
import { type LotRead, MOST_LOT_ROWS } from './walk-views.ts';

const MOST_SHARED = 1_000;
/** Likenesses of which it is known that somebody looked at one. */
const MOST_MET = 10_000;

/**
 * A page that packs have in common which differ in nothing but their number. Made for the second of them that is looked
 * at; it holds one long text and few objects, which the garbage collector need not walk over.
 */
export interface SharedPage {
  readonly verdict: ScanPage['verdict']['kind'];
  /** Address of the page with stand-ins for the number. */
  readonly path: string;
  /** With stand-ins for the number; only until it was printed first. */
  fresh: ScanPage | undefined;
  readonly historyWith: (scans: ScanRows['scans']) => ScanHistory;
  /** Local day on which it was made: what is past its date changes with it. */
  readonly day: string;
  /** Lots that it speaks of besides the pack. */
  readonly lots: readonly number[];
  /** By language and query: markup after the first print, cut from the second on. */
  readonly prints: Map<string, PrintedPage>;
}

/** Pages in common, forgotten when something is told of a lot that they speak of. */
export class SharedPages {
  readonly #pages = new Map<string, SharedPage>();
  readonly #byLot = new Map<number, Set<string>>();
  readonly #making = new Map<string, Promise<SharedPage | undefined>>();
  readonly #met = new Recent<string, true>(MOST_MET);

  /**
   * Whether one of this likeness was looked at before: a page in common costs a third more to make than a pack's own,
   * and of most boxes only one pack is ever looked at.
   */
  isMetAgain(likeness: string): boolean {
    const isMet = this.#met.get(likeness) !== undefined;
    if (!isMet) this.#met.set(likeness, true);
    return isMet;
  }

  /** The page of this likeness; made by the first who asks, while the others wait. Undefined when there can be none. */
  find(
    likeness: string,
    day: string,
    make: () => Promise<SharedPage | undefined>,
  ): SharedPage | undefined | Promise<SharedPage | undefined> {
    const known = this.#pages.get(likeness);
    if (known?.day === day) return known;
    const running = this.#making.get(likeness);
    if (running !== undefined) return running;
    const making = make();
    this.#making.set(likeness, making);
    const settle = (page?: SharedPage) => {
      // What was told while it was made may not be in it: it is then nobody's but theirs who wait.
      if (this.#making.get(likeness) !== making) return;
      this.#making.delete(likeness);
      if (page !== undefined) this.#keep(likeness, page);
    };
    making.then(settle, () => settle());
    return making;
  }

  /** Something was told of these lots. */
  forget(lots: readonly number[]): void {
    this.#making.clear();
    for (const lot of lots) for (const likeness of this.#byLot.get(lot) ?? []) this.#drop(likeness);
  }

  clear(): void {
    this.#making.clear();
    this.#pages.clear();
    this.#byLot.clear();
  }

  #keep(likeness: string, page: SharedPage): void {
    this.#drop(likeness);
    this.#pages.set(likeness, page);
    for (const lot of page.lots) {
      const known = this.#byLot.get(lot);
      if (known === undefined) this.#byLot.set(lot, new Set([likeness]));
      else known.add(likeness);
    }
    if (this.#pages.size > MOST_SHARED) this.#drop(this.#pages.keys().next().value!);
  }

  #drop(likeness: string): void {
    for (const lot of this.#pages.get(likeness)?.lots ?? []) {
      const known = this.#byLot.get(lot);
      known?.delete(likeness);
      if (known?.size === 0) this.#byLot.delete(lot);
    }
    this.#pages.delete(likeness);
  }
}

/** Numbers that stand unchanged in paths, queries and texts. */
const PLAIN = new RegExp(`^[A-Za-z0-9._-]{1,${LONGEST_STAND_IN}}$`);

/**
 * What tells packs apart whose pages differ in more than their number: the same events in the same roles and
 * quantities under the same product. Swapping two such packs changes nothing of the records. Undefined when the
 * page has to be made for itself.
 */
export function likenessOf(
  code: NamedCode,
  read: LotRead | undefined,
  wider: readonly Pick<LotRead, 'id' | 'recalls'>[],
): string | undefined {
  const { label, path, text, uri } = code;
  if (code.thing !== 'item' || code.gtin === undefined || read === undefined || !PLAIN.test(label))
    return undefined;
  if (!path.endsWith(`/${label}`) || !uri.endsWith(`/${label}`) || !text.endsWith(label)) return undefined;
  const { rows } = read;
  if (rows.length === 0 || rows.length > MOST_LOT_ROWS) return undefined;
  let key = `${label.length} ${path.slice(0, -label.length)} ${text.slice(0, -label.length)}`;
  for (const { id } of wider) key += ` ${id}`;
  // A recall may take back one pack and not the next.
  for (const { recalls } of [read, ...wider]) for (const { number } of recalls) key += ` recall:${number}`;
  const events = new Set<number>();
  for (const { event, role, quantity, unit } of rows) {
    key += ` ${role}:${event}:${quantity}:${unit}`;
    events.add(event);
  }
  // In two roles at once, a pack stands to its likes otherwise than they to it.
  return events.size === rows.length ? key : undefined;
}

/** The code with stand-ins for its number. */
export function standInCode(code: NamedCode): NamedCode {
  const label = standInFor(code.label);
  const swap = (text: string) => text.slice(0, -code.label.length) + label;
  return { ...code, label, serial: label, uri: swap(code.uri), path: swap(code.path), text: swap(code.text) };
}

/** The rows with stand-ins for the number of the pack. */
export function standInRows(rows: ScanRows, focus: number, uri: string): ScanRows {
  const partsOf = [...rows.partsOf].map(
    ([event, parts]) =>
      [
        event,
        parts.some(({ lot }) => lot === focus) ? parts.map(part => swappedPart(part, focus, uri)) : parts,
      ] as const,
  );
  return {
    ...rows,
    subjects: rows.subjects.map(subject => (subject.id === focus ? { ...subject, uri } : subject)),
    nodes: rows.nodes.map(node => (node.lot === focus ? { ...node, uri } : node)),
    partsOf: new Map(partsOf),
    scans: { total: 0, first: null, days: [] },
  };
}

function swappedPart(part: PartRow, focus: number, uri: string): PartRow {
  return part.lot === focus ? { ...part, uri, step: undefined } : part;
}

/** Whether packs of this likeness may share the page: none of its likes is on it, and nothing was cut off. */
export function isShareable(rows: ScanRows, focus: number, read: LotRead, gtin: string): boolean {
  if (rows.products[gtin] === undefined) return false;
  if (rows.nodes.length >= WALK.nodes || rows.events.length >= WALK.events) return false;
  const shown = new Set(rows.nodes.map(({ lot }) => lot));
  return read.rows.every(({ event, role }) => {
    const like = (part: PartRow) => part.role === role && part.lot !== focus && shown.has(part.lot);
    return !(rows.partsOf.get(event) ?? []).some(like);
  });
}
