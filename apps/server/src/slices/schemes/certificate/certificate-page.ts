import type { CertificatePage, MarkSubject } from '@pinxin/contract/public-pages';
import type { LocalText } from '@pinxin/contract/scan';
import type { LocalDate } from '@pinxin/rules/local-date';
import { publicName } from '../../parties/api.ts';
import type { CertificateRow } from './certificate-views.ts';
import { standingOf } from './facts.ts';

/**
 * What a reader may know of a certificate. Names of households and family farms are people's names: the public sees
 * them masked, their holders do not (个人信息保护法 第六条).
 */
export function certificatePage(
  row: CertificateRow,
  { on, today, isHolder }: { readonly on: LocalDate; readonly today: LocalDate; readonly isHolder: boolean },
): CertificatePage {
  const masked = isHolder ? row.holder : publicName(row.holderKind, row.holder);
  const isMasked = masked !== row.holder;
  const { legalBasis, validFrom, validTo } = row.mandate;
  return {
    ...{ statement: row.statement, kind: row.outcome, number: row.number, validFrom: row.validFrom },
    scheme: { code: row.schemeCode, name: text(row.scheme, row.schemeEn) },
    holder: { id: row.holderId, name: text(masked, isMasked ? null : row.holderEn) },
    ...{ isMasked, isDemo: row.isDemo, legalBasis: row.legalBasis, on, today },
    ...(row.uscc === null || isMasked ? {} : { uscc: row.uscc }),
    subject: subjectOf(row, masked),
    issuer: { id: row.issuerId, name: text(row.issuer, row.issuerEn) },
    ...(row.validTo === null ? {} : { validTo: row.validTo }),
    mandate: { legalBasis, validFrom, ...(validTo === null ? {} : { validTo }) },
    standing: standingOf(row, on),
    history: row.history,
    pdf: `/certificates/${row.statement}/certificate.pdf`,
  };
}

function subjectOf(row: CertificateRow, holder: string): MarkSubject {
  const { subjectKind: kind, subjectKey: key, holderId } = row;
  const isMasked = holder !== row.holder;
  // A grower's own place may bear a person's name.
  if (kind === 'party' || (kind === 'place' && isMasked))
    return { kind, name: { 'zh-CN': holder }, path: `/enterprises/${holderId}` };
  const path = { product: `/01/${key}`, brand: `/brands/${key}`, place: undefined, lot: undefined }[kind];
  return { kind, name: text(row.subject, row.subjectEn), ...(path === undefined ? {} : { path }) };
}

function text(zh: string, en: string | null): LocalText {
  return { 'zh-CN': zh, ...(en === null ? {} : { en }) };
}
