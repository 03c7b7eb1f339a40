import { Readable } from 'node:stream';
import type { PartyKind } from '@pinxin/contract/parties';
import { type Dataset, MARK_KINDS } from '@pinxin/contract/public-pages';
import { HAZARDS, type Hazard, LEGAL_BASES, RECALL_ORDERS, type RecallOrder } from '@pinxin/contract/recall';
import { isLocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';
import { cell } from '../../../kernel/sheets/csv-cell.ts';
import { workbook } from '../../../kernel/sheets/workbook.ts';
import { listSchemes } from '../../schemes/api.ts';
import { listRecalls } from '../../trace/api.ts';
import { isPersonal } from '../redaction.ts';
import { listBrands } from './brand-views.ts';
import { kindsFor, type MarkQuestion, readMarks } from './mark-views.ts';
import { type DataRow, partyData, productData } from './open-data-views.ts';
import { brandFilterIn, markFilterIn, oneOf, wordsIn } from './routes.ts';

const AT_ONCE = 1_000;
const BOM = '\uFEFF';

type Query = Readonly<Record<string, unknown>>;

/** Forms in which a data set is given. */
export const DATA_FORMATS = ['csv', 'json', 'xlsx'] as const;
export type DataFormat = (typeof DATA_FORMATS)[number];

/** A data set as CSV (RFC 4180, UTF-8 with byte order mark), as one JSON array or as a workbook, row by row. */
export function dataFile(
  { columns }: Dataset,
  rows: AsyncGenerator<readonly DataRow[]>,
  format: DataFormat,
): Readable {
  const names = columns.map(({ name }) => name);
  const pieces = {
    csv: () => csvPieces(names, rows),
    json: () => jsonPieces(names, rows),
    xlsx: () =>
      workbook(
        names.map(title => ({ title })),
        cellBlocks(names, rows),
        { placed: true },
      ),
  }[format]();
  return Readable.from(pieces, { objectMode: false });
}

async function* cellBlocks(names: readonly string[], batches: AsyncGenerator<readonly DataRow[]>) {
  for await (const rows of batches) yield rows.map(row => names.map(name => String(row[name] ?? '')));
}

async function* csvPieces(names: readonly string[], batches: AsyncGenerator<readonly DataRow[]>) {
  yield `${BOM}${names.join(',')}\r\n`;
  for await (const rows of batches) {
    yield rows.map(row => `${names.map(name => cell(String(row[name] ?? ''))).join(',')}\r\n`).join('');
  }
}

async function* jsonPieces(names: readonly string[], batches: AsyncGenerator<readonly DataRow[]>) {
  let before = '[\n';
  for await (const rows of batches) {
    let text = '';
    for (const row of rows) {
      text += before + JSON.stringify(Object.fromEntries(names.map(name => [name, row[name] ?? null])));
      before = ',\n';
    }
    yield text;
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** The rows of a data set, with the filter of its list. */
export function rowsOf(
  database: Database,
  name: Dataset['name'],
  query: Query,
  today: string,
): AsyncGenerator<readonly DataRow[]> {
  switch (name) {
    case 'parties':
      return partyData(database);
    case 'products':
      return productData(database);
    case 'brands':
      return brandData(database, query, today);
    case 'marks':
      return markData(database, query, today);
    case 'recalls':
      return recallData(database, query);
    case 'schemes':
      return schemeData(database, query, today);
  }
}

async function* markData(
  database: Database,
  query: Query,
  today: string,
): AsyncGenerator<readonly DataRow[]> {
  const { on, kind, scheme, query: words } = markFilterIn(query, today);
  const question: MarkQuestion = {
    ...{ on, today, standing: 'inForce' as const, kinds: kindsFor(kind, MARK_KINDS), limit: AT_ONCE },
    ...{ scheme, query: words || undefined },
  };
  let before: number | undefined;
  do {
    const found = await readMarks(database, before === undefined ? question : { ...question, before });
    before = found.length === AT_ONCE ? found.at(-1)!.number_ : undefined;
    yield found
      .filter(({ holderKind }) => holderKind === null || !isPersonal(holderKind as PartyKind))
      .map(mark => ({
        ...{
          id: mark.id,
          kind: mark.kind,
          scheme: mark.scheme,
          scheme_zh: mark.schemeZh,
          number: mark.number,
        },
        ...{ holder: mark.holderId, holder_zh: mark.holderZh, subject: mark.subject },
        subject_zh: mark.subject === 'party' ? mark.holderZh : (mark.subjectZh ?? mark.subjectKey),
        ...{
          issuer_zh: mark.issuerZh,
          valid_from: mark.validFrom,
          valid_to: mark.validTo,
          status: mark.status,
        },
      }));
  } while (before !== undefined);
}

async function* brandData(
  database: Database,
  query: Query,
  today: string,
): AsyncGenerator<readonly DataRow[]> {
  const filter = brandFilterIn(query);
  for (let offset = 0; ; offset += AT_ONCE) {
    const page = { ...filter, today, query: filter.query || undefined, limit: AT_ONCE, offset };
    const { brands, total } = await listBrands(database, page);
    yield brands.map(({ id, kind, zh, en, category, division, ownerId, ownerKind, users }) => ({
      ...{ id, kind, name_zh: zh, name_en: en, category, division, users },
      owner: isPersonal(ownerKind as PartyKind) ? null : ownerId,
    }));
    if (offset + AT_ONCE >= total) return;
  }
}

async function* schemeData(
  database: Database,
  query: Query,
  today: string,
): AsyncGenerator<readonly DataRow[]> {
  const on = typeof query.on === 'string' && isLocalDate(query.on) ? query.on : today;
  const schemes = await listSchemes(database, { on, q: wordsIn(query.q) || undefined });
  yield schemes.map(({ name, owner, effectiveFrom, closed, confirmed, legalBasis, ...scheme }) => ({
    ...{ code: scheme.code, name_zh: name['zh-CN'], name_en: name.en ?? null },
    ...{ procedure: scheme.procedure, outcome: scheme.outcome, subject: scheme.subject },
    ...{ owner: owner.id, owner_zh: owner.name['zh-CN'], edition: scheme.edition },
    ...{ effective_from: effectiveFrom, closed: Number(closed), confirmed: Number(confirmed) },
    ...{ legal_basis: legalBasis, granted: scheme.granted },
  }));
}

const STATES = {
  published: ['published'],
  ended: ['ended'],
  all: ['published', 'ended'],
} as const;

async function* recallData(database: Database, query: Query): AsyncGenerator<readonly DataRow[]> {
  const states = STATES[oneOf(query.state, ['published', 'ended', 'all'] as const) ?? 'published'];
  const hazard = oneOf<Hazard>(query.hazard, HAZARDS);
  const order = oneOf<RecallOrder>(query.order, RECALL_ORDERS);
  for (let offset = 0; ; offset += AT_ONCE) {
    const filter = { states, hazard, order, query: wordsIn(query.q) || undefined, limit: AT_ONCE, offset };
    const { recalls, total } = await listRecalls(database, filter);
    yield recalls.map(recall => ({
      ...{ id: recall.publicId, state: recall.state, hazard: recall.hazard, lots: recall.lots },
      ...{ reason_zh: recall.reasonZh, reason_en: recall.reasonEn, party: recall.partyId },
      legal_basis: LEGAL_BASES.find(({ code }) => code === recall.legalBasis)?.title['zh-CN'] ?? null,
      published_at: recall.publishedAt?.toISOString() ?? null,
      closed_at: recall.closedAt?.toISOString() ?? null,
      gtins: recall.products.map(({ gtin }) => gtin).join(' '),
    }));
    if (offset + AT_ONCE >= total) return;
  }
}
