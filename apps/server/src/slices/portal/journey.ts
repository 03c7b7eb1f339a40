import type { Journey, JourneyStep } from '@pinxin/contract/scan';
import { Role } from '@pinxin/lineage/role';
import { mainSteps, type PlacedStep } from './main-steps.ts';
import { mergeSteps } from './merged-steps.ts';
import { gtinOf } from './row-facts.ts';
import type { EventRowOfPage, PartRow, ScanRows } from './scan-views.ts';
import { WALK } from './scan-views.ts';
import type { SmallLineage } from './small-lineage.ts';
import { stepOf } from './steps.ts';

/** Which role of a lot tells best what the event was about. */
const TELLING: readonly number[] = [
  Role.output,
  Role.seen,
  Role.memberOf,
  Role.childAdd,
  Role.parentAdd,
  Role.childDelete,
  Role.parentDelete,
  Role.parentObserve,
  Role.childObserve,
  Role.seenParent,
  Role.member,
  Role.input,
];

/** 从地头到货架: every event of the walk that had to do with these goods, in order of time. */
export function journeyOf(rows: ScanRows, lineage: SmallLineage): Journey {
  const left = departures(lineage);
  const boxed = boxings(lineage);
  const steps: JourneyStep[] = [];
  const ofGoods: PlacedStep[] = [];
  for (const event of [...lineage.events.values()].sort(byTime)) {
    const parts = lineage.partsOf.get(event.id) ?? [];
    const about = aboutOf(parts, event, lineage, left, boxed);
    if (!about) continue;
    const step = stepOf(event, parts, about, rows);
    // How a spray or a feed was made and delivered is not what a buyer asks first.
    const isAside = about.role !== Role.input && rows.products[gtinOf(about.uri) ?? '']?.kind === 'farmInput';
    if (!isAside) ofGoods.push({ step, spot: event.place ?? `by ${event.party}` });
    steps.push(step);
  }
  const all = mergeSteps(steps);
  return {
    main: ofGoods.length === steps.length ? mainSteps(ofGoods, all) : mainSteps(ofGoods),
    all,
    truncated: rows.nodes.length >= WALK.nodes || rows.events.length >= WALK.events,
  };
}

/** Until when an upstream lot is our business: the last time some of it went into our goods. */
function departures(lineage: SmallLineage): ReadonlyMap<number, string> {
  const last = new Map<number, string>();
  for (const edge of lineage.edges) {
    const [from, to] = [lineage.nodes.get(edge.from), lineage.nodes.get(edge.to)];
    if (!from || !to || from.depth <= 0 || from.depth < to.depth) continue;
    if ((last.get(edge.from) ?? '') < edge.event.time) last.set(edge.from, edge.event.time);
  }
  return last;
}

/** From when a container is our business: the first time something of ours went in. */
function boxings(lineage: SmallLineage): ReadonlyMap<number, string> {
  const first = new Map<number, string>();
  for (const edge of lineage.edges) {
    const [from, to] = [lineage.nodes.get(edge.from), lineage.nodes.get(edge.to)];
    if (edge.kind !== 'contains' || !from || !to || to.depth >= 0) continue;
    const known = first.get(edge.to);
    if (known === undefined || edge.event.time < known) first.set(edge.to, edge.event.time);
  }
  return first;
}

/** The part that tells best what the event was to our goods. */
function aboutOf(
  parts: readonly PartRow[],
  event: EventRowOfPage,
  lineage: SmallLineage,
  left: ReadonlyMap<number, string>,
  boxed: ReadonlyMap<number, string>,
): PartRow | undefined {
  let best: { readonly part: PartRow; readonly rank: number; readonly distance: number } | undefined;
  for (const part of parts) {
    const node = lineage.nodes.get(part.lot);
    if (!node || part.role === Role.process) continue;
    // Also what never went into our goods: a spray that the field got after it was picked.
    if (node.depth > 0 && !(event.time <= (left.get(part.lot) ?? ''))) continue;
    if (node.depth < 0 && event.time < (boxed.get(part.lot) ?? '')) continue;
    // What went into other goods than ours is not our journey; what went into our process is.
    if (part.role === Role.input && node.depth !== 0 && !isOfProcess(parts, lineage)) continue;
    const rank = TELLING.indexOf(part.role);
    const distance = Math.abs(node.depth);
    if (!best || rank < best.rank || (rank === best.rank && distance < best.distance))
      best = { part, rank, distance };
  }
  return best?.part;
}

function isOfProcess(parts: readonly PartRow[], lineage: SmallLineage): boolean {
  return parts.some(part => part.role === Role.process && lineage.nodes.has(part.lot));
}

function byTime(one: EventRowOfPage, other: EventRowOfPage): number {
  return one.time < other.time ? -1 : one.time > other.time ? 1 : one.id - other.id;
}
