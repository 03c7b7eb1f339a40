import type { CertificateStanding } from '@pinxin/contract/public-pages';
import type { LocalDate } from '@pinxin/rules/local-date';
import { type SchemeProblem, schemeProblem } from '../problem.ts';
import { type CertificateFacts, textsOf } from './certificate-document.ts';
import type { CertificateRow } from './certificate-views.ts';
import { missingGlyphs } from './fonts.ts';

const OUTCOMES: Readonly<Record<string, string>> = {
  certification: '证书',
  award: '获奖证书',
  listing: '认定证书',
  licence: '使用许可证',
};
const STANDINGS: Readonly<Record<string, string>> = {
  suspended: '已暂停',
  withdrawn: '已撤销',
  cancelled: '已注销',
  superseded: '已换发',
};

/** How a mark stands on a day: not yet before it was issued, or before its term begins. */
export function standingOf(
  { status, validFrom, validTo }: Pick<CertificateRow, 'status' | 'validFrom' | 'validTo'>,
  on: LocalDate,
): CertificateStanding {
  if (status === null) return 'notYet';
  if (status !== 'valid') return status as CertificateStanding;
  if (validTo !== null && validTo < on) return 'expired';
  return validFrom > on ? 'notYet' : 'valid';
}

/** What is printed of a mark on a day. */
export function factsOf(row: CertificateRow, on: LocalDate): CertificateFacts {
  const standing = standingOf(row, on);
  return {
    ...{ scheme: row.scheme, schemeEn: row.schemeEn, issuer: row.issuer, holder: row.holder, uscc: row.uscc },
    ...{ subject: row.subject, number: row.number, validFrom: row.validFrom, validTo: row.validTo },
    outcome: OUTCOMES[row.outcome] ?? '证书',
    legalBasis: row.legalBasis,
    standing: standing === 'valid' || standing === 'notYet' ? null : (STANDINGS[standing] ?? '已到期'),
    isDemo: row.isDemo,
  };
}

/** 缺字: the characters of these texts that no font of the certificate has, named one by one. */
export function glyphProblems(
  facts: Pick<CertificateFacts, 'scheme' | 'holder' | 'subject' | 'number' | 'issuer' | 'legalBasis'>,
): readonly SchemeProblem[] {
  return missingGlyphs(textsOf(facts as CertificateFacts)).map(character => {
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return schemeProblem('/certificate', 'glyphMissing', `${character}（U+${code}）`);
  });
}
