import {
  add,
  compare,
  type Decimal,
  multiply,
  readDecimal,
  subtract,
  writeDecimal,
  ZERO,
} from './decimal.ts';
import { Role } from './role.ts';
import { unitOf } from './unit.ts';

/** A row of the graph with its quantity, as stored. */
export interface QuantityRow {
  readonly event: number;
  readonly lot: number;
  readonly role: number;
  /** Decimal text; null = not said. */
  readonly quantity: string | null;
  /** UN/ECE Recommendation 20 code; null = pieces. */
  readonly unit: string | null;
}

/**
 * What a balance says: `balanced` nothing is left and nothing too much; `rest` less went out than came in
 * (stock, or loss); `excess` more went out than came in: some of it came from elsewhere; `incomparable` the
 * sides are told in unlike units; `unknown` a side has no quantity at all.
 */
export type BalanceState = 'balanced' | 'rest' | 'excess' | 'incomparable' | 'unknown';

/** One side against the other, in one unit. */
export interface BalanceLine {
  /** UN/ECE code of the base unit (KGM, LTR, C62, MTR, MTK, or an unknown code as it came). */
  readonly unit: string;
  readonly in: string;
  readonly out: string;
  /** in − out. */
  readonly difference: string;
}

/** 物料平衡. */
export interface Balance {
  readonly state: BalanceState;
  readonly lines: readonly BalanceLine[];
  /** Rows on either side that told no quantity, or none that is a number: the sums are without them. */
  readonly untold: number;
}

/** The balance of each lot that was made by or used in some row: made against used. */
export function lotBalances(rows: readonly QuantityRow[]): Map<number, Balance> {
  return balances(
    rows,
    row => (row.role === Role.output ? 'in' : row.role === Role.input ? 'out' : undefined),
    row => row.lot,
  );
}

/**
 * The balance of each transformation: used against made. Events that share a process (a row with role
 * process) are one transformation, known by the smallest number of its events.
 */
export function transformationBalances(rows: readonly QuantityRow[]): Map<number, Balance> {
  const whole = transformations(rows);
  return balances(
    rows,
    row => (row.role === Role.input ? 'in' : row.role === Role.output ? 'out' : undefined),
    row => whole(row.event),
  );
}

/** Which transformation an event belongs to: events that share a process, also over several processes, are one. */
function transformations(rows: readonly QuantityRow[]): (event: number) => number {
  const parent = new Map<number, number>();
  const find = (event: number): number => {
    let root = event;
    while (parent.has(root)) root = parent.get(root)!;
    return root;
  };
  const firstOf = new Map<number, number>();
  for (const { role, lot, event } of rows) {
    if (role !== Role.process) continue;
    const first = find(firstOf.get(lot) ?? event);
    const own = find(event);
    firstOf.set(lot, first);
    if (first !== own) parent.set(Math.max(first, own), Math.min(first, own));
  }
  return find;
}

interface Sums {
  readonly in: Map<string, Decimal>;
  readonly out: Map<string, Decimal>;
  untold: number;
}

function balances(
  rows: readonly QuantityRow[],
  sideOf: (row: QuantityRow) => 'in' | 'out' | undefined,
  keyOf: (row: QuantityRow) => number,
): Map<number, Balance> {
  const all = new Map<number, Sums>();
  for (const row of rows) {
    const side = sideOf(row);
    if (side === undefined) continue;
    const key = keyOf(row);
    const sums = all.get(key) ?? { in: new Map(), out: new Map(), untold: 0 };
    all.set(key, sums);
    const amount = row.quantity === null ? undefined : readDecimal(row.quantity);
    if (amount === undefined) sums.untold++;
    else {
      const unit = unitOf(row.unit);
      const inBase = unit.kind === 'unknown' ? amount : multiply(amount, unit.factor);
      sums[side].set(unit.base, add(sums[side].get(unit.base) ?? ZERO, inBase));
    }
  }
  return new Map([...all].map(([key, sums]) => [key, balanceOf(sums)]));
}

function balanceOf({ in: incoming, out: outgoing, untold }: Sums): Balance {
  const units = [...new Set([...incoming.keys(), ...outgoing.keys()])].sort();
  const lines = units.map(unit => {
    const came = incoming.get(unit) ?? ZERO;
    const went = outgoing.get(unit) ?? ZERO;
    return {
      unit,
      in: writeDecimal(came),
      out: writeDecimal(went),
      difference: writeDecimal(subtract(came, went)),
    };
  });
  return { state: stateOf(incoming, outgoing, units), lines, untold };
}

function stateOf(
  incoming: ReadonlyMap<string, Decimal>,
  outgoing: ReadonlyMap<string, Decimal>,
  units: readonly string[],
): BalanceState {
  if (incoming.size === 0 || outgoing.size === 0) return 'unknown';
  const signs = units
    .filter(unit => incoming.has(unit) && outgoing.has(unit))
    .map(unit => compare(incoming.get(unit)!, outgoing.get(unit)!));
  // More out than in is wrong in whatever unit both sides tell.
  if (signs.includes(-1)) return 'excess';
  if (signs.length < units.length) return 'incomparable';
  return signs.includes(1) ? 'rest' : 'balanced';
}
