import type { PartyKind } from '@pinxin/contract/parties';
import { LEGAL_BASES, type RecallNotice as Notice, type RecallFace } from '@pinxin/contract/recall';
import type { LocalText, PartyFact } from '@pinxin/contract/scan';
import { LEGAL_OFFSET_MINUTES } from '@pinxin/rules/local-date';
import { publicName } from '../../../parties/api.ts';
import { readTypedCode } from '../../resolver/typed-code.ts';
import { localInstant } from '../fact-table.ts';
import type { NoticeRow, RecallRow } from './views.ts';

/** Lots that an announcement names one by one. */
const MOST_NAMED = 20;

/** A recall as everybody may read it. */
export function faceOf(row: RecallRow): RecallFace {
  return {
    id: row.publicId,
    state: row.state,
    hazard: row.hazard,
    reason: words(row.reasonZh, row.reasonEn),
    advice: words(row.adviceZh, row.adviceEn),
    contact: words(row.contactZh, row.contactEn),
    phone: row.phone,
    legalBasis: LEGAL_BASES.find(({ code }) => code === row.legalBasis)!,
    by: recaller(row),
    suspects: (row.question.suspects ?? []).slice(0, MOST_NAMED).map(lotNamed),
    products: row.products.map(({ gtin, zh, en, lots }) => ({ gtin, lots, name: words(zh ?? gtin, en) })),
    lots: row.lots,
    ...(row.publishedAt === null ? {} : { publishedAt: legalInstant(row.publishedAt) }),
    ...(row.closedAt === null ? {} : { closedAt: legalInstant(row.closedAt) }),
    ...(row.closingZh === null ? {} : { closing: words(row.closingZh, row.closingEn) }),
  };
}

/** A notice as its holder and the authority may read it. */
export function noticeOf(row: NoticeRow): Notice {
  const name = publicName(row.kind, row.zh);
  return {
    party: {
      id: row.partyId,
      name: words(name, name === row.zh ? row.en : null),
      ...(row.phone === null ? {} : { phone: row.phone }),
    },
    lots: row.lots,
    quantities: row.amounts.map(({ unit, quantity }) => ({
      value: quantity,
      ...(unit === '' ? {} : { unit }),
    })),
    toldAt: legalInstant(row.toldAt),
    ...(row.acknowledgedAt === null ? {} : { acknowledgedAt: legalInstant(row.acknowledgedAt) }),
    asksAgain: row.acknowledgedLots !== null && row.acknowledgedLots < row.lots,
  };
}

function lotNamed(code: string) {
  const typed = readTypedCode(code);
  if (typed.kind !== 'code') return { path: `/scan?${new URLSearchParams({ code })}`, label: code };
  return { path: typed.code.path, label: typed.code.label };
}

function recaller(row: RecallRow): PartyFact {
  const kind = row.partyKind as PartyKind;
  const name = publicName(kind, row.partyZh);
  return {
    name: words(name, name === row.partyZh ? row.partyEn : null),
    kind,
    statedBy: kind === 'authority' || kind === 'laboratory' ? kind : 'self',
    ...(row.partyDivision === null ? {} : { division: row.partyDivision }),
    ...(kind === 'authority' && row.partyPhone !== null ? { phone: row.partyPhone } : {}),
  };
}

function words(zh: string, en: string | null): LocalText {
  return en === null ? { 'zh-CN': zh } : { 'zh-CN': zh, en };
}

function legalInstant(at: Date): string {
  return localInstant(at.getTime(), LEGAL_OFFSET_MINUTES);
}
