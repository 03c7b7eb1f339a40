import type { SchemeRules } from '@pinxin/contract/schemes/scheme';
import { landOf, type Reader } from '../party-views.ts';
import type { Application } from './application.ts';
import { type DraftFacts, findApplicationByStatement } from './application-store.ts';

/** The application that a draft renews, where it is of the same scheme and applicant; a wrong one is told at submission. */
export async function renewedBy(
  reader: Reader,
  scheme: number,
  applicant: number,
  statement: string | undefined,
): Promise<Application | undefined> {
  if (statement === undefined) return undefined;
  const found = await findApplicationByStatement(reader, statement);
  return found?.scheme === scheme && found.applicant === applicant ? found : undefined;
}

/**
 * What a draft need not be asked for: what the mark that it renews was about, and for a brand's licence the land that
 * the register has of the applicant. What was sent with the draft prevails, and all of it can be changed.
 */
export async function knownFacts(
  reader: Reader,
  rules: SchemeRules,
  applicant: number,
  before: Application | undefined,
  sent: DraftFacts,
): Promise<DraftFacts> {
  if (before !== undefined) {
    const isSubjectSent = sent.place !== undefined || sent.product !== undefined || sent.brand !== undefined;
    const { place, product, brand, areaMu, outputKg, scope } = before;
    return {
      ...(isSubjectSent ? {} : { place, product, brand }),
      ...{ area_mu: areaMu, output_kg: outputKg, scope },
    };
  }
  const needsArea =
    rules.procedure === 'licenceOfBrand' || (rules.subject === 'place' && sent.place !== undefined);
  if (!needsArea || sent.area_mu !== undefined) return {};
  const area = await landOf(reader, applicant, sent.place ?? undefined);
  return area === undefined ? {} : { area_mu: area };
}
