import type { JourneyStep, LotFact, Quantity, StepKind } from '@pinxin/contract/scan';
import { Role } from '@pinxin/lineage/role';
import {
  cbvWord,
  eventInstant,
  gtinOf,
  lateDays,
  lotFact,
  partyFact,
  placeFact,
  quantityFact,
  statedByOf,
} from './row-facts.ts';
import type { EventRowOfPage, LinkRow, PartRow, ScanRows } from './scan-views.ts';

const BY_STEP: Readonly<Record<string, StepKind>> = {
  killing: 'slaughtered',
  inspecting: 'inspected',
  sampling: 'sampled',
  packing: 'packed',
  repackaging: 'packed',
  loading: 'packed',
  unpacking: 'unpacked',
  unloading: 'unpacked',
  storing: 'stored',
  stocking: 'stored',
  holding: 'stored',
  shipping: 'shipped',
  departing: 'shipped',
  staging_outbound: 'shipped',
  transporting: 'transported',
  receiving: 'received',
  accepting: 'received',
  arriving: 'received',
  retail_selling: 'sold',
  dispensing: 'sold',
  returning: 'returned',
  void_shipping: 'returned',
  destroying: 'destroyed',
};

/** Kinds of place where things grow. */
const GROWING = /productionBase|plot|field|farm|greenhouse|pond|barn|pasture|orchard|vineyard/i;

/** What an event was, in the plain words of the journey. */
export function stepKindOf(
  event: Pick<EventRowOfPage, 'step' | 'place'>,
  parts: readonly PartRow[],
  links: readonly LinkRow[],
  rows: Pick<ScanRows, 'products' | 'places'>,
): StepKind {
  for (const link of links) {
    if (cbvWord(link.value) !== 'recalled') continue;
    if (link.kind === 4) return 'recalled';
    if (link.kind === 5) return 'recallLifted';
  }
  const word = cbvWord(event.step);
  const told = word === undefined ? undefined : BY_STEP[word];
  if (told === 'sampled' || told === 'inspected' || told === 'slaughtered') return told;
  const made = outputsOf(parts).length > 0;
  const used = parts.filter(part => part.role === Role.input);
  const productKind = (part: PartRow | undefined) => rows.products[gtinOf(part?.uri ?? '') ?? '']?.kind;
  const grown = GROWING.test(rows.places[event.place ?? -1]?.kind ?? '');
  if (made) {
    if (isTreatment(parts, used, part => productKind(part) === 'farmInput')) return 'treated';
    // Packs into cases: what was a pack before is in one now, and nothing new was made.
    const isPacked = (part: PartRow) => productKind(part) === 'packed';
    if (told === 'packed' && used.length > 0 && used.every(isPacked) && outputsOf(parts).every(isPacked))
      return 'packed';
    const natural = productKind(outputsOf(parts)[0]) === 'raw';
    const inputsOnly = used.every(part => productKind(part) === 'farmInput');
    return natural && inputsOnly ? 'harvested' : 'made';
  }
  if (used.length > 0) return used.some(part => productKind(part) === 'farmInput') ? 'treated' : 'other';
  if (word === 'commissioning' || word === 'creating_class_instance') {
    const kind = productKind(parts[0]);
    if (kind === 'animal') return 'planted';
    if (kind === 'raw' || (kind === undefined && grown)) return 'harvested';
    return 'made';
  }
  if (told) return told;
  if (parts.some(part => part.role === Role.parentAdd)) return 'packed';
  if (parts.some(part => part.role === Role.parentDelete)) return 'unpacked';
  return word === undefined ? 'seen' : 'other';
}

function outputsOf(parts: readonly PartRow[]): readonly PartRow[] {
  return parts.filter(part => part.role === Role.output);
}

/** Goods that went in and came out again, with farm inputs: vaccinated, fed, sprayed; nothing new was made. */
function isTreatment(
  parts: readonly PartRow[],
  used: readonly PartRow[],
  isFarmInput: (part: PartRow) => boolean,
): boolean {
  const goods = used.filter(part => !isFarmInput(part));
  const outputs = outputsOf(parts);
  return (
    goods.length > 0 &&
    goods.length < used.length &&
    goods.every(part => outputs.some(output => output.lot === part.lot))
  );
}

/** One event told as a step about one lot; remembered by the part that it is about. */
export function stepOf(
  event: EventRowOfPage,
  parts: readonly PartRow[],
  about: PartRow,
  rows: ScanRows,
): JourneyStep {
  about.step ??= readStep(event, parts, about, rows);
  return about.step;
}

function readStep(
  event: EventRowOfPage,
  parts: readonly PartRow[],
  about: PartRow,
  rows: ScanRows,
): JourneyStep {
  const links = rows.links.filter(link => link.event === event.id);
  const party = rows.parties[event.party];
  const place = placeFact(rows.places[event.place ?? -1], event.place_uri);
  const late = lateDays(event);
  // Told from the side of what went in, "made" is about what came out.
  const output = about.role === Role.input ? parts.find(part => part.role === Role.output) : undefined;
  const subject = output ?? about;
  const quantity = stepQuantity(subject, parts);
  // What came out again was not used up.
  const materials: LotFact[] = parts
    .filter(part => part.role === Role.input)
    .filter(part => !parts.some(other => other.role === Role.output && other.lot === part.lot))
    .map(part => lotFact(part.uri, rows.products));
  return {
    kind: party?.kind === 'laboratory' && output ? 'sampled' : stepKindOf(event, parts, links, rows),
    at: eventInstant(event),
    statedBy: statedByOf(party?.kind),
    lot: lotFact(subject.uri, rows.products),
    materials,
    events: [event.hash],
    ...(place ? { place } : {}),
    ...(party ? { by: partyFact(party) } : {}),
    ...(quantity ? { quantity } : {}),
    ...(late === undefined ? {} : { recordedLateDays: late }),
  };
}

function stepQuantity(about: PartRow, parts: readonly PartRow[]): Quantity | undefined {
  return about.role === Role.input && parts.filter(part => part.role === Role.input).length > 1
    ? undefined
    : quantityFact(about);
}
