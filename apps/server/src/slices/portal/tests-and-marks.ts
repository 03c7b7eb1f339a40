import type { MarkFact, RegisteredMark, TestFact } from '@pinxin/contract/scan';
import { Role } from '@pinxin/lineage/role';
import { cbvWord, eventInstant, localText, lotFact, partyFact, statedByOf } from './row-facts.ts';
import type { EventRowOfPage, PartRow, ScanRows } from './scan-views.ts';
import type { SmallLineage } from './small-lineage.ts';
import { standingOf } from './standing.ts';

const LINK = { transaction: 1, set: 4, certification: 6 } as const;
const BAD_WORDS = ['non_conformant', 'damaged', 'non_sellable_other'];
const MOST_TESTS = 8;
const MOST_MARKS = 12;

/** 检测: inspections and stated conformities of the goods and of what they were made from; laboratories first, latest first. */
export function testsOf(rows: ScanRows, lineage: SmallLineage): readonly TestFact[] {
  const found: TestFact[] = [];
  const handlers = handlersOf(lineage);
  const linked = new Set(rows.links.map(link => link.event));
  for (const event of lineage.events.values()) {
    const inspected = cbvWord(event.step) === 'inspecting';
    if (!inspected && event.disposition === null && !linked.has(event.id)) continue;
    const words = stateWords(event, rows);
    const bad = BAD_WORDS.some(word => words.has(word));
    const outcome = bad ? 'doesNotConform' : words.has('conformant') ? 'conforms' : 'notStated';
    if (!inspected && outcome === 'notStated') continue;
    const about = subjectPart(event, lineage);
    if (!about || !mayJudge(event, about, rows, lineage, handlers)) continue;
    const party = rows.parties[event.party];
    const report = reportOf(event, rows);
    found.push({
      outcome,
      statedBy: statedByOf(party?.kind),
      at: eventInstant(event),
      event: event.hash,
      lot: lotFact(about.uri, rows.products),
      ...(party ? { by: partyFact(party) } : {}),
      ...(report ? { report } : {}),
    });
  }
  const rank = (test: TestFact) => (test.statedBy === 'self' ? 1 : 0);
  return found
    .sort((one, other) => rank(one) - rank(other) || other.at.localeCompare(one.at))
    .slice(0, MOST_TESTS);
}

const HANDLING: ReadonlySet<string> = new Set([
  'receiving',
  'accepting',
  'arriving',
  'storing',
  'retail_selling',
]);

/** Who took the goods in or put them on sale: their word about what they hold is told, as theirs. */
function handlersOf(lineage: SmallLineage): ReadonlySet<number> {
  const parties = new Set<number>();
  for (const { step, party } of lineage.events.values())
    if (HANDLING.has(cbvWord(step) ?? '')) parties.add(party);
  return parties;
}

/** Rivals have no say here: only laboratories, authorities, makers, owners, and those who handled the goods. */
function mayJudge(
  event: EventRowOfPage,
  about: PartRow,
  rows: ScanRows,
  lineage: SmallLineage,
  handlers: ReadonlySet<number>,
): boolean {
  return handlers.has(event.party) || standingOf(rows, lineage, event, about.lot, about.uri) !== undefined;
}

/** 登记的标志: what the register says today of the product and its maker. */
export function registeredMarks({ marks }: ScanRows): readonly RegisteredMark[] {
  return marks.slice(0, MOST_MARKS).map(mark => ({
    ...{ id: mark.id, kind: mark.kind, holder: mark.holder, status: mark.status },
    ...{ validFrom: mark.validFrom },
    issuer: localText(mark.issuerZh, mark.issuerEn),
    ...(mark.schemeZh === null ? {} : { name: localText(mark.schemeZh, mark.schemeEn) }),
    ...(mark.number === null ? {} : { number: mark.number }),
    ...(mark.grade === null ? {} : { grade: mark.grade }),
    ...(mark.validTo === null ? {} : { validTo: mark.validTo }),
  }));
}

/** 标志: certificates named in the records of these goods (EPCIS certificationInfo), told as what they are: references. */
export function marksOf(rows: ScanRows, lineage: SmallLineage): readonly MarkFact[] {
  const found = new Map<string, MarkFact>();
  for (const link of rows.links) {
    if (link.kind !== LINK.certification || found.has(link.value)) continue;
    const event = lineage.events.get(link.event);
    if (!event) continue;
    const party = rows.parties[event.party];
    found.set(link.value, {
      reference: link.value,
      statedBy: statedByOf(party?.kind),
      event: event.hash,
      verification: 'notVerifiedHere',
      ...(party ? { by: partyFact(party) } : {}),
    });
  }
  return [...found.values()].slice(0, MOST_MARKS);
}

function stateWords(event: EventRowOfPage, rows: ScanRows): ReadonlySet<string | undefined> {
  const set = rows.links.filter(link => link.event === event.id && link.kind === LINK.set);
  return new Set([cbvWord(event.disposition), ...set.map(link => cbvWord(link.value))]);
}

function subjectPart(event: EventRowOfPage, lineage: SmallLineage): PartRow | undefined {
  const parts = (lineage.partsOf.get(event.id) ?? []).filter(
    part => (lineage.nodes.get(part.lot)?.depth ?? -1) >= 0,
  );
  return parts.find(part => part.role === Role.seen) ?? parts.find(part => part.role === Role.output);
}

function reportOf(event: EventRowOfPage, rows: ScanRows): string | undefined {
  return rows.links.find(
    link =>
      link.event === event.id &&
      link.kind === LINK.transaction &&
      cbvWord(link.type) === 'testres' &&
      /^https:\/\//.test(link.value),
  )?.value;
}
