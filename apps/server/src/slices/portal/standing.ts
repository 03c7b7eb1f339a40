import { Role } from '@pinxin/lineage/role';
import { cbvWord, gtinOf } from './row-facts.ts';
import type { EventRowOfPage, ScanRows } from './scan-views.ts';
import type { SmallLineage } from './small-lineage.ts';

/** Why a party's word about a lot counts: it is an authority, a laboratory, the lot's maker, or owns the GTIN. */
export type Standing = 'authority' | 'laboratory' | 'maker' | 'owner';

/** A lasting state that counts, and who said so. */
export interface LastingState {
  readonly lot: number;
  readonly word: string;
  readonly standing: Standing;
  readonly event: EventRowOfPage;
}

const SUBJECT_ROLES: ReadonlySet<number> = new Set([Role.seen, Role.seenParent, Role.output]);
const SET = 4;

/** What gives this event's teller a say about this lot, if anything does: rivals have none. */
export function standingOf(
  rows: Pick<ScanRows, 'parties' | 'products'>,
  lineage: SmallLineage,
  event: EventRowOfPage,
  lot: number,
  uri: string,
): Standing | undefined {
  const kind = rows.parties[event.party]?.kind;
  if (kind === 'authority' || kind === 'laboratory') return kind;
  if (lineage.makingOf.get(lot)?.party === event.party) return 'maker';
  const owner = rows.products[gtinOf(uri) ?? '']?.party;
  return owner !== undefined && owner !== null && owner === event.party ? 'owner' : undefined;
}

/**
 * Lasting states (EPCIS persistentDisposition) of each lot that were set by somebody with a say and not unset since.
 * What an authority or laboratory set, only an authority lifts; makers and owners lift what makers and owners set.
 * Word-by-word in order of event time, then record time.
 */
export function lastingStates(rows: ScanRows, lineage: SmallLineage): readonly LastingState[] {
  const open = new Map<string, LastingState>();
  const changes = rows.links
    .filter(link => link.kind === SET || link.kind === SET + 1)
    .map(link => ({ link, event: lineage.events.get(link.event) }))
    .filter(
      (change): change is { link: (typeof change)['link']; event: EventRowOfPage } =>
        change.event !== undefined,
    )
    .sort(
      (one, other) =>
        one.event.time.localeCompare(other.event.time) ||
        one.event.recorded.localeCompare(other.event.recorded),
    );
  for (const { link, event } of changes) {
    const word = cbvWord(link.value) ?? link.value;
    for (const part of lineage.partsOf.get(event.id) ?? []) {
      if (!SUBJECT_ROLES.has(part.role)) continue;
      const standing = standingOf(rows, lineage, event, part.lot, part.uri);
      if (standing === undefined) continue;
      const official = standing === 'authority' || standing === 'laboratory';
      const key = (rank: 'official' | 'party') => `${part.lot} ${word} ${rank}`;
      if (link.kind === SET) {
        open.set(key(official ? 'official' : 'party'), { lot: part.lot, word, standing, event });
      } else {
        open.delete(key('party'));
        if (standing === 'authority') open.delete(key('official'));
      }
    }
  }
  return [...open.values()];
}
