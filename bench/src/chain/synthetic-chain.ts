import { Role } from '@pinxin/lineage/role';
import { type Chain, ChainWriter, type Level } from './chain-writer.ts';
import { type Dice, diceOf } from './dice.ts';

/** At size 1,000,000: about 1.76 M lots, of which about 1.05 M are affected by the suspect. */
const FULL = { size: 1_000_000, farmInputs: 400, seedlings: 10_000, harvests: 160_000 } as const;

/** Harvests of one co-operative that buy their inputs together. */
const BLOCK = 50;
/** Share of blocks that buy the suspect input. */
const BLOCKS_WITH_SUSPECT = 0.565;
/** Share of harvests elsewhere that use it all the same. */
const STRAY_USE = 0.01;
const POOL_CHANCE = 0.1486;
const BLEND_CHANCE = 0.15;
const CASES_ON_PALLET = 40;
const CASES_IN_SHOP_UNIT = 12;

/**
 * A made-up supply chain: farm inputs and seedlings → harvests → pooling (2–12 into 1–3, 55 % of harvests) →
 * blending (15 %) → cases → pallets of 40 → shipments of 1–20 pallets → unpacked → shop units of 12 cases.
 * Same size, same chain, byte for byte. About `size` lots are affected by `suspect`; about 1.76 × are stored.
 */
export function syntheticChain(size: number): Chain {
  const scale = size / FULL.size;
  const writer = new ChainWriter();
  const dice = diceOf(20_260_101);
  const inputs = lots(writer, 'farmInput', Math.max(8, Math.round(FULL.farmInputs * scale)));
  const seedlings = lots(writer, 'seedling', Math.max(4, Math.round(FULL.seedlings * scale)));
  const harvests = harvest(writer, dice, Math.max(64, Math.round(FULL.harvests * scale)), inputs, seedlings);
  const bulk = blend(writer, dice, pool(writer, dice, harvests));
  const cases = pack(writer, dice, bulk);
  const pallets = load(writer, cases, 'pallet', () => CASES_ON_PALLET);
  const shipments = load(writer, pallets, 'shipment', () => dice.between(1, 20));
  for (const container of [...shipments, ...pallets]) {
    writer.event('unpack');
    writer.row(container, Role.parentDelete);
  }
  load(writer, cases, 'shopUnit', () => CASES_IN_SHOP_UNIT);
  return writer.finish(inputs[0]!);
}

function lots(writer: ChainWriter, level: Level, count: number): number[] {
  return Array.from({ length: count }, () => writer.lot(level));
}

function transform(writer: ChainWriter, consumed: Iterable<number>, level: Level, count: number): number[] {
  writer.event('transformation');
  for (const lot of consumed) writer.row(lot, Role.input);
  const made = lots(writer, level, count);
  for (const lot of made) writer.row(lot, Role.output);
  return made;
}

function harvest(
  writer: ChainWriter,
  dice: Dice,
  count: number,
  inputs: readonly number[],
  seedlings: readonly number[],
): number[] {
  const made: number[] = [];
  let blockUses = false;
  for (let index = 0; index < count; index++) {
    if (index % BLOCK === 0) blockUses = ((index / BLOCK + 1) * 0.618_033_988_75) % 1 < BLOCKS_WITH_SUSPECT;
    const consumed = new Set([seedlings[Math.floor((index * seedlings.length) / count)]!]);
    if (blockUses || dice.next() < STRAY_USE) consumed.add(inputs[0]!);
    for (let more = dice.between(1, 3); more > 0; more--)
      consumed.add(inputs[dice.between(1, inputs.length - 1)]!);
    made.push(...transform(writer, consumed, 'harvest', 1));
  }
  return made;
}

function pool(writer: ChainWriter, dice: Dice, harvests: readonly number[]): number[] {
  const bulk: number[] = [];
  for (let at = 0; at < harvests.length; ) {
    if (dice.next() < POOL_CHANCE) {
      const consumed = harvests.slice(at, at + dice.between(2, 12));
      bulk.push(...transform(writer, consumed, 'pool', dice.between(1, 3)));
      at += consumed.length;
    } else {
      bulk.push(harvests[at]!);
      at++;
    }
  }
  return bulk;
}

/** Part of a lot is blended with part of a neighbour's; the rest of both is packed as it is. */
function blend(writer: ChainWriter, dice: Dice, bulk: readonly number[]): number[] {
  const packable: number[] = [];
  for (const [at, lot] of bulk.entries()) {
    packable.push(lot);
    if (at === 0 || dice.next() >= BLEND_CHANCE) continue;
    const neighbour = bulk[Math.max(0, at - dice.between(1, 40))]!;
    packable.push(...transform(writer, [lot, neighbour], 'blend', 1));
  }
  return packable;
}

function pack(writer: ChainWriter, dice: Dice, bulk: readonly number[]): number[] {
  const cases: number[] = [];
  for (const lot of bulk)
    for (const made of transform(writer, [lot], 'case', dice.between(5, 20))) cases.push(made);
  return cases;
}

function load(writer: ChainWriter, content: readonly number[], level: Level, size: () => number): number[] {
  const containers: number[] = [];
  for (let at = 0; at < content.length; ) {
    const inside = content.slice(at, at + size());
    at += inside.length;
    writer.event('pack');
    const container = writer.lot(level);
    containers.push(container);
    writer.row(container, Role.parentAdd);
    for (const lot of inside) writer.row(lot, Role.childAdd);
  }
  return containers;
}
