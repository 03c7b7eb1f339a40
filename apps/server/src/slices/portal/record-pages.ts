import type { ErrorFact, EventListPage, EventPage, EventPart, EventRow } from '@pinxin/contract/lineage-page';
import type { NamedCode } from '@pinxin/contract/scan';
import { Role } from '@pinxin/lineage/role';
import { MOST_PARTS, type RecordListRows, type RecordRows } from './record-views.ts';
import { redactDocument, redactText } from './redaction.ts';
import {
  cbvWord,
  eventInstant,
  localInstant,
  lotFact,
  partyFact,
  placeFact,
  quantityFact,
  statedByOf,
} from './row-facts.ts';
import type { EventRowOfPage, LinkRow, PartRow, ScanRows } from './scan-views.ts';
import { stepKindOf } from './steps.ts';

/** Records a page. */
export const RECORDS_A_PAGE = 40;

/** Rows → list of a lot's records. */
export function buildRecordList(code: NamedCode, rows: RecordListRows, page: number): EventListPage {
  const voided = new Set(rows.voided);
  return {
    lot: lotFact(code.uri, rows.products),
    rows: rows.events.map(event => {
      const parts = rows.parts.filter(part => part.event === event.id);
      const own = parts.find(part => part.uri === code.uri);
      return eventRow(event, parts, rows.links, rows, voided.has(event.id), own);
    }),
    page,
    pages: Math.max(1, Math.ceil(rows.total / RECORDS_A_PAGE)),
    total: rows.total,
    isDemo: rows.demo,
  };
}

const TYPES: readonly string[] = [
  'Event',
  'ObjectEvent',
  'AggregationEvent',
  'AssociationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'Event',
];
const ACTIONS: readonly (string | undefined)[] = [undefined, 'ADD', 'OBSERVE', 'DELETE'];
const LINK = { transaction: 1, certification: 6 } as const;

const PARTS: Readonly<Record<number, EventPart['part']>> = {
  [Role.input]: 'input',
  [Role.output]: 'output',
  [Role.process]: 'process',
  [Role.parentAdd]: 'parent',
  [Role.parentDelete]: 'parent',
  [Role.parentObserve]: 'parent',
  [Role.seenParent]: 'parent',
  [Role.childAdd]: 'child',
  [Role.childDelete]: 'child',
  [Role.childObserve]: 'child',
  [Role.seen]: 'seen',
  [Role.memberOf]: 'class',
};

/** Rows → one record as the public may see it. */
export function buildRecordPage(rows: RecordRows, error: ErrorFact | undefined): EventPage {
  const { event } = rows;
  const told = rows.parts.filter(part => part.role !== Role.member);
  const readPoint =
    event.read_point === event.place
      ? undefined
      : placeFact(rows.places[event.read_point ?? -1], event.read_point_uri);
  const bizStep = cbvWord(event.step);
  const disposition = cbvWord(event.disposition);
  const action = ACTIONS[event.action];
  const document = documentOf(event.doc);
  const links = (kind: number) =>
    rows.links.filter(link => link.kind === kind).map(link => redactText(link.value));
  return {
    ...eventRow(event, told, rows.links, rows, event.is_void, told[0]),
    type: TYPES[event.type] ?? 'Event',
    parts: told.slice(0, MOST_PARTS).map(part => {
      const quantity = part.role === Role.memberOf ? undefined : quantityFact(part);
      return {
        part: PARTS[part.role] ?? 'seen',
        lot: lotFact(part.uri, rows.products),
        ...(quantity ? { quantity } : {}),
      };
    }),
    partsTruncated: rows.parts.length > MOST_PARTS,
    transactions: links(LINK.transaction),
    certificates: links(LINK.certification),
    eventHash: `ni:///sha-256;${event.hash}?ver=CBV2.0`,
    isDemo: rows.demo,
    ...(action ? { action } : {}),
    ...(bizStep ? { bizStep } : {}),
    ...(disposition ? { disposition } : {}),
    ...(readPoint ? { readPoint } : {}),
    ...(error === undefined ? {} : { error }),
    ...(document === undefined ? {} : { document }),
  };
}

function eventRow(
  event: EventRowOfPage,
  parts: readonly PartRow[],
  links: readonly LinkRow[],
  rows: Pick<ScanRows, 'parties' | 'places' | 'products'>,
  isVoid: boolean,
  about: PartRow | undefined,
): EventRow {
  const party = rows.parties[event.party];
  const place = placeFact(rows.places[event.place ?? -1], event.place_uri);
  const quantity = about && about.role !== Role.memberOf ? quantityFact(about) : undefined;
  return {
    hash: event.hash,
    kind: stepKindOf(
      event,
      parts,
      links.filter(link => link.event === event.id),
      rows,
    ),
    at: eventInstant(event),
    recordedAt: localInstant(event.recorded, event.offset),
    statedBy: statedByOf(party?.kind),
    isVoid,
    ...(party ? { by: partyFact(party) } : {}),
    ...(place ? { place } : {}),
    ...(quantity ? { quantity } : {}),
  };
}

/** Only JSON is shown: what cannot be read structurally cannot be redacted reliably. */
function documentOf(doc: string | null): string | undefined {
  if (doc === null) return undefined;
  const text = Buffer.from(doc, 'base64').toString('utf8');
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.stringify(redactDocument(JSON.parse(text)), null, 2);
  } catch {
    return undefined;
  }
}
