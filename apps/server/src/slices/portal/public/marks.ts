import type { PartyKind } from '@pinxin/contract/parties';
import {
  MARK_KINDS,
  type MarkKind,
  type MarkListPage,
  type MarkOrder,
  type MarkRow,
  type MarkSubject,
} from '@pinxin/contract/public-pages';
import type { LocalText } from '@pinxin/contract/scan';
import type { Database } from '../../../kernel/db/database.ts';
import { recordBegan } from '../../statements/api.ts';
import { isPersonal, publicPartyName } from '../redaction.ts';
import { labelOf, localText, pathOf } from '../row-facts.ts';
import {
  countMarks,
  kindsFor,
  type MarkQuestion,
  type MarkRecord,
  readMarks,
  schemeNames,
} from './mark-views.ts';

const A_PAGE = 50;
const MOST_COUNTED = 10_000;

/** What a reader asks of the register of marks. */
export interface MarkFilter {
  readonly on: string;
  readonly today: string;
  readonly kind: MarkKind | undefined;
  readonly scheme: string | undefined;
  readonly query: string;
  readonly order: MarkOrder;
  readonly page: number;
}

/** 标志登记簿: one page of what was in force on a day. */
export async function markList(database: Database, filter: MarkFilter): Promise<MarkListPage> {
  const question: MarkQuestion = {
    ...{ on: filter.on, today: filter.today, standing: 'inForce', order: filter.order },
    ...{ kinds: kindsFor(filter.kind, MARK_KINDS), scheme: filter.scheme, query: filter.query || undefined },
    ...{ limit: A_PAGE, offset: (filter.page - 1) * A_PAGE },
  };
  const [records, count, schemes, began] = await Promise.all([
    readMarks(database, question),
    countMarks(database, question, MOST_COUNTED + 1),
    schemeNames(database, filter.on),
    recordBegan(database),
  ]);
  const total = Math.min(count, MOST_COUNTED);
  return {
    ...{
      on: filter.on,
      today: filter.today,
      ...(began === undefined || filter.on >= began ? {} : { recordBegan: began }),
    },
    ...{ query: filter.query, order: filter.order, page: filter.page },
    ...{ rows: records.map(markRow), total, isMore: count > MOST_COUNTED },
    pages: Math.max(1, Math.ceil(total / A_PAGE)),
    schemes: schemes.map(({ code, zh, en }) => ({ code, name: localText(zh, en) })),
    ...(filter.kind === undefined ? {} : { kind: filter.kind }),
    ...(filter.scheme === undefined ? {} : { scheme: filter.scheme }),
  };
}

/** A statement as the public may read it. */
export function markRow(record: MarkRecord): MarkRow {
  const { id, kind, scheme, schemeZh, number, holderId, validFrom, validTo, status } = record;
  return {
    ...{ id, kind, validFrom, status, subject: subjectOf(record) },
    issuer: partyName(record.issuerKind, record.issuerZh, record.issuerEn),
    ...(scheme === null
      ? {}
      : { scheme: { code: scheme, name: localText(schemeZh ?? scheme, record.schemeEn) } }),
    ...(number === null ? {} : { number }),
    ...(holderId === null
      ? {}
      : { holder: { id: holderId, name: partyName(record.holderKind!, record.holderZh!, record.holderEn) } }),
    ...(validTo === null ? {} : { validTo }),
    ...(record.isGranted ? { certificate: `/certificates/${id}` } : {}),
  };
}

function subjectOf(record: MarkRecord): MarkSubject {
  const { subject: kind, subjectKey: key } = record;
  if (kind === 'party' || kind === 'place') {
    // A grower's own place may bear a person's name.
    const isHidden =
      kind === 'place' && record.holderKind !== null && isPersonal(record.holderKind as PartyKind);
    const name =
      kind === 'party' || isHidden
        ? partyName(record.holderKind ?? '', record.holderZh ?? '', record.holderEn)
        : localText(record.subjectZh ?? '', record.subjectEn);
    return { kind, name, ...(record.holderId === null ? {} : { path: `/enterprises/${record.holderId}` }) };
  }
  if (kind === 'lot') return { kind, name: { 'zh-CN': labelOf(key ?? '') }, path: pathOf(key ?? '') };
  const path = kind === 'product' ? `/01/${key}` : `/brands/${key}`;
  return { kind, name: localText(record.subjectZh ?? '', record.subjectEn), path };
}

/** A party's name as the public may read it. */
export function partyName(kind: string, zh: string, en: string | null): LocalText {
  const name = publicPartyName(kind as PartyKind, zh);
  return localText(name, name === zh ? en : null);
}
