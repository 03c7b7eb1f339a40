import type { NamedCode } from '@pinxin/contract/scan';
import { Role } from '@pinxin/lineage/role';
import type { Database } from '../../kernel/db/database.ts';
import { KnownRecords, type Memory } from './known-records.ts';
import type { EventRecord, LotCard } from './lot-card.ts';
import { gtinOf } from './row-facts.ts';
import { type LabelDate, type PartRow, readJournalHead, type ScanRows, WALK } from './scan-views.ts';
import { countRecords, type LotRead, MOST_LOT_ROWS, MOST_PARTS } from './walk-views.ts';

type Asked = Pick<NamedCode, 'uri' | 'wider' | 'gtin'>;

/** A lot and how far it is from the one asked about; negative are containers. */
interface Met {
  readonly card: LotCard;
  readonly depth: number;
}

/** Reads all that the page behind a code needs, remembering nothing. */
export async function readScanRows(database: Database, code: Asked, day: string): Promise<ScanRows> {
  const memory = await new KnownRecords(database).upTo(await readJournalHead(database));
  return walkFrom(database, memory, code, await readStart(memory, code), day);
}

/** Where a walk begins: the lot as it is now, and the lot and class that it stands under. */
export interface WalkStart {
  readonly journal: number;
  readonly read: LotRead | undefined;
  readonly wider: readonly LotCard[];
}

/** Reads the lot itself: one question to the database, put together with those of other readers. */
export async function readStart(memory: Memory, code: Asked): Promise<WalkStart> {
  const { journal } = memory;
  const [read, wider] = await Promise.all([memory.read(code.uri), memory.classes(code.wider)]);
  return { journal, read, wider };
}

/** Gathers all that the page behind a code says: its own lines from the start, what it came from also from memory. */
export async function walkFrom(
  database: Database,
  memory: Memory,
  code: Asked,
  { journal, read, wider }: WalkStart,
  day: string,
): Promise<ScanRows> {
  const [focus] = read === undefined ? [] : await Promise.all([memory.cardOf(read), memory.expect(read.id)]);
  const subjects = focus === undefined ? wider : [focus, ...wider];
  const met = new Map<number, Met>(subjects.map(card => [card.id, { card, depth: 0 }]));
  // At the same time, so that both ways' questions go together.
  const [containers] = await Promise.all([
    focus === undefined ? NO_CONTAINERS : containersOf(memory, focus),
    walkUp(memory, subjects, met),
  ]);
  for (const card of containers.boxes) met.set(card.id, { card, depth: -1 });
  for (const card of containers.outer) {
    if (met.get(card.id)?.depth !== -1) met.set(card.id, { card, depth: -2 });
  }
  const events = eventsOf(met, focus);
  await nameThem(memory, met, code);
  const product = memory.products[code.gtin ?? ''] ?? null;
  return {
    journal,
    demo: memory.isDemo,
    subjects: subjects.map(({ id, uri }) => ({ id, uri })),
    product,
    marks: product === null ? [] : await memory.marksOf(product, day),
    nodes: [...met.values()]
      .map(({ card, depth }) => ({ lot: card.id, uri: card.uri, depth }))
      .sort((one, other) => one.depth - other.depth || one.lot - other.lot),
    events,
    partsOf: new Map(events.map(event => [event.id, event.isWhole ? event.parts : knownParts(event, met)])),
    links: events.flatMap(({ links }) => links),
    recalls: recallsOf(subjects),
    labelDates: focus === undefined ? new Map() : labelDatesOf(focus, events),
    parties: memory.parties,
    places: memory.places,
    products: memory.products,
    records: read === undefined ? 0 : await recordsOf(database, read),
    scans: read?.scans ?? NEVER,
  };
}

/** Each once; what takes back the thing itself before what takes back its lot or class. */
function recallsOf(subjects: readonly LotCard[]): ScanRows['recalls'] {
  return [...new Map(subjects.flatMap(({ recalls }) => recalls.map(each => [each.id, each]))).values()];
}

const NEVER: ScanRows['scans'] = { total: 0, first: null, days: [] };

/** Nearest first, until there are as many as a page can hold. */
async function walkUp(memory: Memory, from: readonly LotCard[], met: Map<number, Met>): Promise<void> {
  let front = from;
  for (let depth = 1; depth <= WALK.depth && met.size < WALK.nodes; depth++) {
    const next = new Set<number>();
    for (const { sources } of front) for (const lot of sources) if (!met.has(lot)) next.add(lot);
    if (next.size === 0) return;
    const room = WALK.nodes - met.size;
    const ids = next.size > room ? [...next].sort((one, other) => one - other).slice(0, room) : [...next];
    front = await memory.cards(ids, 'upstream');
    for (const card of front) met.set(card.id, { card, depth });
  }
}

const CRATES = 2;

interface Containers {
  readonly boxes: readonly LotCard[];
  readonly outer: readonly LotCard[];
}

const NO_CONTAINERS: Containers = { boxes: [], outer: [] };

/** The boxes that the lot was put into, and the pallets that these were put on. */
async function containersOf(memory: Memory, focus: LotCard): Promise<Containers> {
  const boxes = await memory.cards([...new Set(focus.carriers.flat())], 'carrier');
  const outer = new Set(boxes.flatMap(box => box.carriers.slice(0, CRATES).flat()));
  return { boxes, outer: await memory.cards([...outer], 'carrier') };
}

/** Every event that the page tells, in order of time; where there are too many, what says something lasting first. */
function eventsOf(met: ReadonlyMap<number, Met>, focus: LotCard | undefined): readonly EventRecord[] {
  const found = new Set<EventRecord>();
  for (const { card } of met.values()) for (const event of card.told) found.add(event);
  let events = [...found];
  if (events.length > WALK.events) {
    const own = new Set(focus?.told);
    const rank = (event: EventRecord) => (saysSomething(event) ? 2 : 0) + (own.has(event) ? 1 : 0);
    events = events
      .sort((one, other) => rank(other) - rank(one) || (one.time < other.time ? 1 : -1))
      .slice(0, WALK.events);
  }
  return events.sort((one, other) =>
    one.time < other.time ? -1 : one.time > other.time ? 1 : one.id - other.id,
  );
}

function saysSomething({ links }: EventRecord): boolean {
  return links.some(({ kind }) => kind === 4 || kind === 5);
}

/** The dates that the events state that made or named the lot. */
function labelDatesOf({ rows }: LotCard, events: readonly EventRecord[]): ScanRows['labelDates'] {
  const dates = new Map<number, readonly LabelDate[]>();
  for (const { id, labelDates } of events) {
    if (labelDates.length === 0) continue;
    if (rows.some(({ event, role }) => event === id && LABELLING.has(role))) dates.set(id, labelDates);
  }
  return dates;
}

const LABELLING: ReadonlySet<number> = new Set([Role.output, Role.seen, Role.member]);

/** Of an event with very many parts, or one that filled a container: those that the page knows of, first. */
function knownParts(event: EventRecord, met: ReadonlyMap<number, Met>): readonly PartRow[] {
  const listed = new Set(event.parts.map(part => `${part.role} ${part.lot}`));
  // Copies: what is told of a part is remembered by it, and here depends on the page.
  const parts = event.parts.map(part => ({ ...part, step: undefined }));
  for (const { card } of met.values()) {
    for (const row of card.rows) {
      if (row.event !== event.id || listed.has(`${row.role} ${card.id}`)) continue;
      const { role, quantity, unit } = row;
      parts.push({ event: event.id, lot: card.id, uri: card.uri, role, quantity, unit, step: undefined });
    }
  }
  const near = (part: PartRow) => (met.has(part.lot) ? 0 : 1);
  return parts
    .sort((one, other) => near(one) - near(other) || one.role - other.role || one.lot - other.lot)
    .slice(0, MOST_PARTS);
}

/** Lots that no event names (and the product itself) have names too. */
async function nameThem(memory: Memory, met: ReadonlyMap<number, Met>, code: Asked): Promise<void> {
  const gtins = new Set<string>();
  for (const { card } of met.values()) {
    const gtin = gtinOf(card.uri);
    if (gtin !== undefined) gtins.add(gtin);
  }
  if (code.gtin !== undefined) gtins.add(code.gtin);
  await memory.name(gtins, [], []);
}

async function recordsOf(database: Database, { id, rows }: LotRead): Promise<number> {
  if (rows.length > MOST_LOT_ROWS) return countRecords(database, id, WALK.records);
  return new Set(rows.map(({ event }) => event)).size;
}
