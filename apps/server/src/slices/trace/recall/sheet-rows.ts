import { LOT_KINDS } from '../codes.ts';
import type { SheetRow } from './custody-fact.ts';
import type { RecallParts, SheetPart } from './recall.ts';
import { type SheetBlock, sheetBlocks } from './sheet-block.ts';

/**
 * Rows of the sheet as objects, in the order of the lots; for pages and JSON, not for millions. A class lot of which
 * somebody said how much has a row for each holding, everything else one row.
 */
export async function sheetRows(parts: RecallParts, part: SheetPart): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const some of rowBlocks(parts, part)) for (const row of some) rows.push(row);
  return rows;
}

/** The same rows, some thousand lots at a time. */
export async function* rowBlocks(parts: RecallParts, part: SheetPart): AsyncGenerator<Iterable<SheetRow>> {
  for await (const block of sheetBlocks(parts, part)) yield rowsOf(block);
}

/** The rows of a block. */
function* rowsOf(block: SheetBlock): Generator<SheetRow> {
  const { lots, kinds, uris, uriEnds, gtinAt, gtins, names, times, facts, heldFacts } = block;
  let start = 0;
  for (let index = 0; index < lots.length; start = uriEnds[index++]!) {
    if (kinds[index] === LOT_KINDS.process) continue;
    const lot = lots[index]!;
    const uri = uris.toString('utf8', start, uriEnds[index]);
    const time = times[index]!;
    const row = {
      ...{ lot, uri, product: names.product(gtins[gtinAt[index]!] ?? '') },
      time: Number.isFinite(time) ? time : undefined,
    };
    const holdings = block.holdings.get(lot);
    if (holdings === undefined) {
      const at = facts.indexOf(block.events[index]!);
      const custody = at < 0 ? undefined : facts.factAt(at, stateOf(block, index, at));
      yield { ...row, ...amountOf(block, index), custody };
      continue;
    }
    for (const { quantity, unit, event, state } of holdings) {
      const custody = heldFacts.factAt(heldFacts.indexOf(event), state);
      yield { ...row, quantity, unit: unit ?? undefined, custody };
    }
  }
}

/** The state of a lot without holdings, whose last event stands at `fact`. */
export function stateOf({ facts, usedUp }: SheetBlock, index: number, fact: number) {
  const state = facts.stateAt(fact);
  return usedUp[index] === 1 && state === 'inStock' ? 'usedUp' : state;
}

/** How much was made of a lot without holdings, unless nobody had told of it by then; a serial-numbered item is one piece. */
export function amountOf(
  { made, events, units, names, serial }: SheetBlock,
  index: number,
): Pick<SheetRow, 'quantity' | 'unit'> {
  if (made[index]! > 0 && events[index]! > 0)
    return { quantity: String(made[index]), unit: names.word(units[index]!) };
  return { quantity: serial[index] === 1 ? '1' : undefined, unit: undefined };
}
